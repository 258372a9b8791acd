# Completion of cpts-coverage for bash. Written by generate.c: do not edit.

_cpts_coverage() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command='' options i
    # --name=value comes as three words
    if [[ $word == = ]]; then
        word=''
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $before in
    --csv | --sheets | -o)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    --units | --perimeters | --populations | --code-changes | --none-words | --life-classes | --size-classes | --indicators | --ground | --scenario | --accepted | --declaration | --write-scenario | --geojson | --gpkg | --json | --html | --prometheus | --junit | --map | --atlas | --logo)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --paper)
        mapfile -t COMPREPLY < <(compgen -W 'A4 A3' -- "$word")
        return
        ;;
    --lang)
        mapfile -t COMPREPLY < <(compgen -W 'fr en' -- "$word")
        return
        ;;
    --fail-on)
        mapfile -t COMPREPLY < <(compgen -W 'error warning note' -- "$word")
        return
        ;;
    --unit-fields | --perimeter-fields | --group-by | --units-where | --perimeters-where | --keep | --keep-in | --expand | --as-of | --status | --against | --new | --as | --take | --release | --objective | --sliver-width | --snap-to-units | --crs | --jobs | --history | --wait | --reason | --by | --until | --max-area | --layers | --postgis | --schema | --csv-dialect | --format | --title | --map-of | --dpi | --credit)
        :
        return
        ;;
    esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        check) command='check' ;;
        simulate) command='simulate' ;;
        propose) command='propose' ;;
        compare) command='compare' ;;
        read) command='read' ;;
        history) command='history' ;;
        esac
    done
    case $command in
    check) options='--units --perimeters --unit-fields --perimeter-fields --group-by --units-where --perimeters-where --keep --keep-in --populations --code-changes --expand --as-of --status --none-words --expect-changes --life-classes --size-classes --indicators --against --ground --sliver-width --snap-to-units --crs --fail-on --jobs --history --accepted --wait --geojson --gpkg --layers --postgis --schema --json --csv --csv-dialect --html --prometheus --junit --format --title --sheets --map --map-of --atlas --paper --dpi --credit --logo -o --lang --quiet --verbose --progress --help --version' ;;
    simulate) options='--units --perimeters --unit-fields --perimeter-fields --group-by --units-where --perimeters-where --keep --keep-in --populations --code-changes --expand --as-of --status --none-words --expect-changes --life-classes --size-classes --indicators --against --ground --scenario --new --as --take --release --replace --sliver-width --snap-to-units --crs --fail-on --jobs --geojson --gpkg --layers --json --csv --csv-dialect --html --title --sheets --map --map-of --atlas --paper --dpi --credit --logo -o --lang --quiet --verbose --progress --help --version' ;;
    propose) options='--units --perimeters --unit-fields --perimeter-fields --group-by --units-where --perimeters-where --keep --keep-in --populations --code-changes --expand --as-of --status --none-words --expect-changes --life-classes --size-classes --indicators --against --ground --objective --settle-shared --sliver-width --snap-to-units --crs --fail-on --jobs --declaration --write-scenario --geojson --gpkg --layers --json --csv --csv-dialect --html --title --sheets --map --map-of --atlas --paper --dpi --credit --logo -o --lang --quiet --verbose --progress --help --version' ;;
    compare) options='--units --perimeters --unit-fields --perimeter-fields --group-by --units-where --perimeters-where --populations --code-changes --expand --as-of --status --sliver-width --snap-to-units --crs --jobs --geojson --json --lang --quiet --verbose --progress --help --version' ;;
    read) options='--units --perimeters --unit-fields --perimeter-fields --group-by --units-where --perimeters-where --populations --code-changes --expand --as-of --status --none-words --expect-changes --life-classes --crs --jobs --json --format --lang --quiet --verbose --progress --help --version' ;;
    history) options='--units --unit-fields --group-by --units-where --populations --ground --snap-to-units --jobs --wait --reason --by --until --max-area --all --geojson --gpkg --layers --json --csv --csv-dialect --html --format --title --sheets --map --map-of --atlas --paper --dpi --credit --logo -o --lang --quiet --verbose --progress --help --version' ;;
    *) options='check simulate propose compare read history --lang --help --version' ;;
    esac
    if [[ $command && $word != -* ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    fi
}
complete -F _cpts_coverage cpts-coverage
