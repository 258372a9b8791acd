#!/usr/bin/env bats
# report.html, read as text: what a browser makes of it is the matter of `make check-web`.

load common

setup() {
    in_temporary_folder
}

page_data() { # FILE: the data of the page, as JSON
    sed -n '/<script type="application\/json" id="data">/,/<\/script>/p' "$1" |
        sed -e '1s/.*id="data">//' -e '$s/<\/script>.*//'
}

@test "--html writes one page, whole" {
    run check --perimeters conflict.geojson --html report.html
    [ "$status" -eq 1 ]
    only_files units.geojson clean.geojson conflict.geojson report.html
    [ "$(head -n 1 report.html)" = '<!DOCTYPE html>' ]
    [ "$(tail -n 1 report.html)" = '</html>' ]
    grep -q '<html lang="en" class="report">' report.html
    grep -q '<title>Coverage by the CPTS</title>' report.html
    grep -q '<strong>Not compliant</strong>' report.html
    grep -q '<strong>Not compliant</strong>: 1 overlap, 1 white zone' report.html
    grep -q '75.00% of the inhabitants live in a CPTS; 1,000 live in several' report.html
    run ! grep -q '@[[{]' report.html
    page_data report.html | jq -e '(.units | length == 4) and (.findings | length == 2)
        and (.perimeters | map(.name) == ["CPTS Sud", "CPTS Est"])'
}

@test "a page is in French by default" {
    run "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters clean.geojson --html fr.html
    [ "$status" -eq 0 ]
    grep -q '<html lang="fr" class="report">' fr.html
    grep -q '<strong>Conforme</strong>' fr.html
    grep -q '100,00[^ ]*% des habitants' fr.html
}

@test "a page is the same, byte for byte, when the date is given, whatever the threads" {
    export SOURCE_DATE_EPOCH=1767225600
    check --perimeters conflict.geojson --html a.html >/dev/null || [ $? -eq 1 ]
    check --perimeters conflict.geojson --html - --jobs 1 >b.html || [ $? -eq 1 ]
    cmp a.html b.html
}

@test "a page asks for nothing from outside, and says so to the browser" {
    check --perimeters conflict.geojson --html report.html >/dev/null || [ $? -eq 1 ]
    grep -q "Content-Security-Policy\" content=\"default-src 'none';" report.html
    # Neither element nor sheet loads anything; addresses in Leaflet's code are not loaded.
    run ! grep -Eiq '<(link|img|iframe|object|embed|base)|src=|@import' <(sed '/^<script>/,$d' report.html)
}

@test "the hashes of the policy are those of the scripts and of the sheet" {
    check --perimeters conflict.geojson --html report.html >/dev/null || [ $? -eq 1 ]
    python3 - <<'PYTHON'
import base64, hashlib, re
page = open("report.html", encoding="utf-8", newline="").read()
listed = re.findall(r"'(sha256-[^']*)'", page.split("<title>")[0])
texts = re.findall(r"<style>(.*?)</style>", page, re.S) + re.findall(r"<script>(.*?)</script>", page, re.S)
made = ["sha256-" + base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in texts]
assert len(made) == 3 and listed == made, (listed, made)
PYTHON
}

@test "hostile names are text in a page" {
    local name='</script><script>x()</script><img src=x onerror=x()>\"'"'"
    collection "$(perimeter A "$name" "$(rectangle 0 0 2000 2000)")" >hostile.geojson
    check --perimeters hostile.geojson --html report.html >/dev/null || [ $? -eq 1 ]
    run ! grep -q '<img' report.html
    [ "$(grep -c '</script>' report.html)" -eq 3 ]
    page_data report.html | jq -e '.perimeters[0].name | startswith("</script><script>x()")'
    grep -q '<bdi>&lt;/script&gt;&lt;script&gt;x()' report.html
}

@test "what is made of whole units is drawn from them, what cuts them by itself" {
    collection "$(perimeter A 'CPTS Sud' "$(rectangle 0 0 2000 1000)")" \
        "$(perimeter B 'CPTS Nord' "$(rectangle 0 900 2000 1100)")" >cut.geojson
    check --perimeters cut.geojson --html report.html >/dev/null || [ $? -eq 1 ]
    page_data report.html | jq -e '(.perimeters[0].whole | length == 2)
        and (.perimeters[0].partial == []) and (.perimeters[1].partial[1] == 0.1)'
    # fromUnits of the only finding
    page_data report.html | jq -e '.findings | length == 1 and .[0][10] == 0'
    check --perimeters conflict.geojson --html whole.html >/dev/null || [ $? -eq 1 ]
    page_data whole.html | jq -e '[.findings[][10]] == [1, 1]'
}

@test "a page says how the sources were read" {
    printf '\xef\xbb\xbfid;nom;commune\nA;CPTS Sud;ARDON\nA;CPTS Sud;Brenne\n' >names.csv
    check --perimeters names.csv --html report.html >/dev/null || [ $? -eq 1 ]
    grep -q "Fields: code = <bdi>code</bdi>" report.html
    grep -q "separator ';'" report.html
    grep -q '2 declared communes are not read literally' report.html
    grep -q '<td><bdi>ARDON</bdi></td><td><bdi>99101</bdi></td><td>by its name</td>' report.html
}

@test "a page says what fails in words, and no class that nobody is of" {
    printf "CPTS;INSEE;Statut\\nSud;99101;Lettre d'intention\\nNord;99103;ACI signé\\n" >lives.csv
    "$CPTS_PROGRAM" check --lang fr --units units.geojson --perimeters lives.csv --fail-on overlap,white-zone,new \
        --history store.sqlite --html page.html || [ $? = 1 ]
    grep -q "<dt>Code de retour 1 à partir de</dt><dd>chevauchements, zones blanches, nouveau</dd>" page.html
    [[ "$(cat page.html)" != *"avec toutes les autres"* ]]
    grep -q "<td><bdi>ACI signé</bdi><br><small>contrat signé</small></td>" page.html
    grep -q "<td><bdi>Lettre d.*intention</bdi></td>" page.html
    printf 'Est;99104;?\n' >>lives.csv
    check --perimeters lives.csv --html page.html || [ $? = 1 ]
    grep -q "with all others" page.html
}

@test "identifiers have a column when the list gives some" {
    printf 'CPTS;INSEE\nSud;99101\nNord;99103\n' >names.csv
    check --perimeters names.csv --html page.html || [ $? = 1 ]
    run grep '>Identifier<' page.html
    [ "$status" = 1 ]
    check --perimeters conflict.geojson --html page.html || [ $? = 1 ]
    grep -q '>Identifier<' page.html
}

@test "status, life-cycle class and dates of each CPTS, when the list gives them" {
    printf 'id;nom;statut;date_debut;date_fin;code\nA;Sud;ACI signé;01/02/2024;;99101\nA;Sud;ACI signé;01/02/2024;;99102\nB;Nord;?;;2027;99103\nB;Nord;?;;2027;99104\n' >list.csv
    check --perimeters list.csv --html report.html --quiet
    grep -q '<th scope="col">Status</th><th scope="col">In force</th>' report.html
    grep -q '<td><bdi>ACI signé</bdi><br><small>contract signed</small></td><td>from 01/02/2024</td>' report.html
    grep -q '<td><bdi>?</bdi></td><td>to 2027</td>' report.html
    check --perimeters clean.geojson --html plain.html --quiet
    run ! grep -q '>In force<' plain.html
}

@test "with a history a page shows what moved, what is accepted, and the trend" {
    night() {
        SOURCE_DATE_EPOCH=$((1767225600 + 86400 * $1)) check --history store.sqlite --json report.json \
            --perimeters "$2" --html report.html --quiet || [ $? -eq 1 ]
    }
    night 1 conflict.geojson
    grep -q 'This is the first run of the history' report.html
    run ! grep -q '<svg class="trend"' report.html
    SOURCE_DATE_EPOCH=1767312000 "$CPTS_PROGRAM" history store.sqlite accept "$(jq -r '.findings[0].id' report.json)" --by Dupont \
        --reason '<i>soon</i>' --until 2026-02-01
    night 2 conflict.geojson
    grep -q '<td><bdi>&lt;i&gt;soon&lt;/i&gt;</bdi></td><td><bdi>Dupont</bdi></td><td class="date">2026-02-01</td><td>does not count</td>' report.html
    page_data report.html | jq -e '[.findings[][12]] == ["persisting", "persisting"] and .findings[0][15] == "Dupont"'
    night 3 clean.geojson
    grep -q '<strong>2</strong> resolved' report.html
    grep -q '<tr data-units="1 "><th scope="row"><span class="state resolved">' report.html
    grep -q '3 runs, from 75.00% covered on 2026-01-02 to 100.00% on 2026-01-04; at least 75.00%, at most 100.00%.' report.html
    [ "$(sed -n '/class="trend"/,/<\/svg>/p' report.html | grep -o '<circle ' | wc -l)" -eq 3 ]
    check --perimeters clean.geojson --html without.html --quiet
    run ! grep -q 'id="past"\|id="accepted"\|#past' <(sed '/^<script>/,$d; /<style>/,/<\/style>/d' without.html)
}

@test "a title: the one asked for, else the region or the départements that the groups are" {
    check --perimeters clean.geojson --html report.html --title 'Vallée <de la> Lune' >/dev/null
    grep -q '<title>Vallée &lt;de la&gt; Lune – Coverage by the CPTS</title>' report.html
    grep -q '<h1>Vallée &lt;de la&gt; Lune</h1>' report.html
    check --perimeters clean.geojson --html plain.html >/dev/null
    grep -q '<h1>Coverage by the CPTS</h1>' plain.html
    sed 's/:"99/:"84/g' units.geojson >vaucluse.geojson
    run "$CPTS_PROGRAM" check --lang fr --units vaucluse.geojson --perimeters clean.geojson --html dep.html
    grep -q '<h1>Vaucluse</h1>' dep.html
}

@test "without a script: a map in SVG and every finding in a table" {
    check --perimeters conflict.geojson --html report.html >/dev/null || [ $? -eq 1 ]
    sed -n '/<div id="paper"/,/<nav/p' report.html >paper.html
    grep -q '<svg class="map"' paper.html
    [ "$(grep -c '<tr><th scope="row">' paper.html)" -eq "$(page_data report.html | jq '.findings | length')" ]
    grep -q '<h2>To decide</h2>' paper.html
}

@test "the legend of a sheet has the conflicts there are; what has no area has none in a table" {
    printf 'CPTS;INSEE\nSud;99101\nSud;99102\nNord;99102\nNord;99103\nNord;99104\nNord;99999\n' >list.csv
    check --perimeters list.csv --sheets sheets --html page.html || [ $? = 1 ]
    sheet=$(cat sheets/0001-*.html)
    [[ $sheet == *"</svg> overlap</li>"* || $sheet == *"overlap</li>"* ]]
    [[ $sheet != *"white zone</li>"* ]]
    [[ "$(cat page.html)" == *"<td class=\"number\">–</td></tr>"* ]]
}

@test "the page of a scenario says how many CPTS it is about" {
    printf 'cpts;name;action;unit\nA;;take;99103\nB;;release;99102\n' >scenario.csv
    "$CPTS_PROGRAM" simulate --lang en --units units.geojson --perimeters conflict.geojson \
        --scenario scenario.csv --html page.html || [ $? = 1 ]
    grep -q "<h1><bdi>CPTS Sud</bdi> and 1 more CPTS</h1>" page.html
}
