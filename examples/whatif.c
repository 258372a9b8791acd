/*
 * What would change if a perimeter took some units: the region itself stays as it is.
 *
 *     cc whatif.c $(pkg-config --cflags --libs libcpts) -o whatif
 *     ./whatif region.gpkg PERIMETER CODE,CODE...
 */
#include <cpts.h>
#include <stdio.h>

static void print_change(const cpts_conflict_change *change)
{
    const cpts_finding *before = change->before, *after = change->after;
    printf("%s %s: %.0f m2 -> %.0f m2\n", cpts_state_name(change->state),
           cpts_rule_name((after ? after : before)->rule), before ? before->area_m2 : 0,
           after ? after->area_m2 : 0);
}

static void print_effects(const cpts_simulation *simulation)
{
    for (size_t i = 0; i < cpts_simulation_conflict_count(simulation); i++)
        print_change(cpts_simulation_conflict(simulation, i));
    for (size_t i = 0; i < cpts_simulation_perimeter_count(simulation); i++) {
        const cpts_perimeter_effect *effect = cpts_simulation_perimeter(simulation, i);
        printf("%s: %.0f -> %.0f inhabitants\n", effect->name,
               effect->before ? effect->before->population : 0,
               effect->after ? effect->after->population : 0);
    }
    printf("then: %s\n", cpts_verdict_name(cpts_report_verdict(cpts_simulation_after(simulation))));
}

int main(int argc, char **argv)
{
    cpts_context *context = NULL;
    cpts_region *region = NULL;
    cpts_simulation *simulation = NULL;
    cpts_load_options load = CPTS_LOAD_OPTIONS_INIT;
    cpts_hypothesis hypothesis = CPTS_HYPOTHESIS_INIT;

    if (argc != 4 || cpts_context_new(&context) != CPTS_OK)
        return 3;
    const char *const sources[] = {argv[1], NULL}, *const take[] = {argv[3], NULL};
    load.sources = sources;
    hypothesis.id = argv[2];
    hypothesis.take = take;
    cpts_status status = cpts_region_load(&region, context, &load);
    if (status == CPTS_OK)
        status = cpts_simulate(&simulation, region, &hypothesis, NULL);
    if (status == CPTS_OK)
        print_effects(simulation);
    else
        fprintf(stderr, "%s\n", cpts_context_message(context));

    cpts_simulation_free(simulation);
    cpts_region_free(region);
    cpts_context_free(context);
    return status == CPTS_OK ? 0 : 3;
}
