/*
 * The library from C++: handles that free themselves, failures as exceptions.
 *
 *     c++ -std=c++11 check.cpp $(pkg-config --cflags --libs libcpts) -o check
 *     ./check region.gpkg
 */
#include <cpts.h>

#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

template <typename type, void (*release)(type *)> struct freer {
    void operator()(type *object) const { release(object); }
};
template <typename type, void (*release)(type *)>
using handle = std::unique_ptr<type, freer<type, release>>;

using context_handle = handle<cpts_context, cpts_context_free>;
using region_handle = handle<cpts_region, cpts_region_free>;
using report_handle = handle<cpts_report, cpts_report_free>;

static void expect(cpts_status status, const context_handle &context)
{
    if (status != CPTS_OK)
        throw std::runtime_error(cpts_context_message(context.get()));
}

static context_handle new_context()
{
    cpts_context *context = nullptr;
    if (cpts_context_new(&context) != CPTS_OK)
        throw std::bad_alloc();
    return context_handle(context);
}

static region_handle load(const context_handle &context, char **sources)
{
    cpts_load_options options = CPTS_LOAD_OPTIONS_INIT;
    options.sources = sources;
    cpts_region *region = nullptr;
    expect(cpts_region_load(&region, context.get(), &options), context);
    return region_handle(region);
}

static report_handle check(const context_handle &context, const region_handle &region)
{
    cpts_check_options options = CPTS_CHECK_OPTIONS_INIT;
    cpts_report *report = nullptr;
    expect(cpts_check(&report, region.get(), &options), context);
    return report_handle(report);
}

int main(int argc, char **argv)
{
    try {
        if (argc < 2)
            throw std::runtime_error("name the sources");
        const context_handle context = new_context();
        const region_handle region = load(context, argv + 1);
        const report_handle report = check(context, region);
        std::map<std::string, double> contested_m2;
        for (size_t i = 0; i < cpts_report_perimeter_count(report.get()); i++) {
            cpts_perimeter perimeter = CPTS_PERIMETER_INIT;
            expect(cpts_report_perimeter(&perimeter, report.get(), i), context);
            contested_m2[perimeter.id] = perimeter.contested_area_m2;
        }
        for (const auto &entry : contested_m2)
            std::cout << entry.first << ": " << entry.second << " m2 contested\n";
        return 0;
    } catch (const std::exception &error) {
        std::cerr << error.what() << "\n";
        return 3;
    }
}
