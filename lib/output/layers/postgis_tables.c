/*
 * How tables change under those who read them. A table that is there is emptied and filled: its
 * rights, its owner, its indexes and the views on it stay, and a reader keeps the rows of before
 * until he asks again. TRUNCATE, or a new table under the old name, would make him wait or fail.
 * Columns that a table has not yet are added; when one is gone or is of another type, as the
 * geometry is in another CRS, the table is made again with the rights of the old.
 *
 * The rows wait in temporary tables, which OGR has filled: the tables themselves are locked for as
 * long as the server copies them and no longer, and the right to make a schema is not needed.
 */
#include "output/layers/postgis.h"

/* Each table of ours has a comment that begins so: what does not is somebody else's. */
#define MARK "cpts-coverage: "

static const char replace_tables[] =
    "DO $$\n"
    "DECLARE\n"
    "    target CONSTANT text := current_setting('cpts.schema');\n"
    "    written CONSTANT text[] := string_to_array(current_setting('cpts.tables'), ',');\n"
    "    before regclass; -- the table that is there\n"
    "    waiting regclass; -- what is to be in it\n"
    "    is_kept boolean;\n"
    "    commands text[];\n"
    "    command text;\n"
    "    name text;\n"
    "    list text;\n"
    "BEGIN\n"
    "    FOREACH name IN ARRAY written LOOP\n"
    "        before := to_regclass(format('%I.%I', target, name));\n"
    "        waiting := to_regclass(format('pg_temp.%I', name));\n"
    "        is_kept := before IS NOT NULL AND NOT EXISTS (\n"
    "            SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute\n"
    "            WHERE attrelid = before AND attnum > 0 AND NOT attisdropped\n"
    "            EXCEPT SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute\n"
    "            WHERE attrelid = waiting AND attnum > 0 AND NOT attisdropped);\n"
    "        IF is_kept THEN\n"
    "            EXECUTE format('DELETE FROM %I.%I', target, name);\n"
    "            commands := ARRAY(SELECT format('ALTER TABLE %I.%I ADD COLUMN %I %s', target,\n"
    "                    name, attname, format_type(atttypid, atttypmod)) FROM pg_attribute\n"
    "                WHERE attrelid = waiting AND attnum > 0 AND NOT attisdropped AND attname NOT\n"
    "                    IN (SELECT attname FROM pg_attribute WHERE attrelid = before)\n"
    "                ORDER BY attnum);\n"
    "        ELSE\n"
    "            commands := ARRAY(SELECT format('ALTER TABLE %I.%I OWNER TO %I', target, name,\n"
    "                    pg_get_userbyid(relowner)) FROM pg_class\n"
    "                WHERE oid = before AND pg_get_userbyid(relowner) <> current_user) ||\n"
    "                ARRAY(SELECT format('GRANT %s ON %I.%I TO %s', privilege_type, target, name,\n"
    "                    CASE grantee WHEN 0 THEN 'PUBLIC'\n"
    "                        ELSE quote_ident(pg_get_userbyid(grantee)) END)\n"
    "                FROM pg_class, aclexplode(relacl)\n"
    "                WHERE oid = before AND grantee <> relowner);\n"
    "            IF before IS NOT NULL THEN\n"
    "                EXECUTE format('DROP TABLE %I.%I', target, name);\n"
    "            END IF;\n"
    "            EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE pg_temp.%2$I INCLUDING INDEXES)',\n"
    "                target, name);\n"
    "        END IF;\n"
    "        FOREACH command IN ARRAY commands LOOP\n"
    "            EXECUTE command;\n"
    "        END LOOP;\n"
    "        list := (SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum)\n"
    "            FROM pg_attribute WHERE attrelid = waiting AND attnum > 0 AND NOT attisdropped);\n"
    "        EXECUTE format('INSERT INTO %1$I.%2$I (%3$s) SELECT %3$s FROM pg_temp.%2$I',\n"
    "            target, name, list);\n"
    "        before := format('%I.%I', target, name)::regclass;\n"
    /* Only an owner may comment: one who may write the rows alone does not change what is said. */
    "        IF obj_description(before, 'pg_class') IS DISTINCT FROM\n"
    "                obj_description(waiting, 'pg_class') THEN\n"
    "            EXECUTE format('COMMENT ON TABLE %I.%I IS %L', target, name,\n"
    "                obj_description(waiting, 'pg_class'));\n"
    "        END IF;\n"
    "        FOR command IN SELECT format('COMMENT ON COLUMN %I.%I.%I IS %L', target, name,\n"
    "                o.attname, col_description(waiting, n.attnum))\n"
    "            FROM pg_attribute o, pg_attribute n\n"
    "            WHERE o.attrelid = before AND n.attrelid = waiting AND o.attname = n.attname\n"
    "                AND n.attnum > 0 AND col_description(before, o.attnum) IS DISTINCT FROM\n"
    "                    col_description(waiting, n.attnum) LOOP\n"
    "            EXECUTE command;\n"
    "        END LOOP;\n"
    "        EXECUTE format('DROP TABLE pg_temp.%I', name);\n"
    "    END LOOP;\n"
    /* What this run has not, such as indicators, would pass for a part of it. */
    "    FOR name IN SELECT relname FROM pg_class, pg_namespace n\n"
    "            WHERE relnamespace = n.oid AND nspname = target AND relkind = 'r'\n"
    "            AND starts_with(obj_description(pg_class.oid, 'pg_class'), '" MARK "')\n"
    "            AND relname <> ALL (written) LOOP\n"
    "        EXECUTE format('DELETE FROM %I.%I', target, name);\n"
    "    END LOOP;\n"
    "END $$";

/* QGIS looks for styles in this table, made as it makes it. Layers without a style are better than
 * none: that it may not be written does not stop the rest. */
static const char replace_styles[] =
    "DO $$\n"
    "DECLARE\n"
    "    target CONSTANT text := current_setting('cpts.schema');\n"
    "BEGIN\n"
    "    IF to_regclass('public.layer_styles') IS NULL THEN\n"
    "        CREATE TABLE public.layer_styles (id SERIAL PRIMARY KEY, f_table_catalog varchar,\n"
    "            f_table_schema varchar, f_table_name varchar, f_geometry_column varchar,\n"
    "            stylename text, styleqml xml, stylesld xml, useasdefault boolean,\n"
    "            description text, owner varchar(63) DEFAULT current_user, ui xml,\n"
    "            update_time timestamp DEFAULT current_timestamp);\n"
    "        GRANT SELECT ON public.layer_styles TO PUBLIC;\n"
    "    END IF;\n"
    "    DELETE FROM public.layer_styles s USING pg_temp.layer_styles n\n"
    "        WHERE s.f_table_catalog = current_database() AND s.f_table_schema = target\n"
    "            AND s.f_table_name = n.f_table_name AND s.stylename = n.\"styleName\";\n"
    "    INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name,\n"
    "            f_geometry_column, stylename, styleqml, useasdefault, description)\n"
    "        SELECT current_database(), target, f_table_name, nullif(f_geometry_column, ''),\n"
    "            \"styleName\",\n"
    "            xmlparse(DOCUMENT \"styleQML\"), NOT EXISTS (SELECT 1 FROM public.layer_styles s\n"
    "                WHERE s.f_table_catalog = current_database() AND s.f_table_schema = target\n"
    "                    AND s.f_table_name = n.f_table_name AND s.useasdefault), description\n"
    "        FROM pg_temp.layer_styles n;\n"
    "EXCEPTION WHEN OTHERS THEN\n"
    "    PERFORM set_config('cpts.unstyled', SQLERRM, true);\n"
    "END $$";

static cpts_status refuse_foreign(struct pg_base *base)
{
    const char *others = cpts_pg_ask(
        base, "SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class c, pg_namespace n "
              "WHERE relnamespace = n.oid AND nspname = current_setting('cpts.schema') "
              "AND relname = ANY (string_to_array(current_setting('cpts.tables'), ',')) "
              "AND NOT starts_with(coalesce(obj_description(c.oid, 'pg_class'), ''), '" MARK "')");
    if (!others || !*others)
        return others ? CPTS_OK : CPTS_ERROR_OUTPUT;
    return cpts_fail(base->context, CPTS_ERROR_OUTPUT,
                     _("%s: the schema %s holds tables of these names that were not written by "
                       "cpts-coverage, and are left as they are: %s; choose another --schema"),
                     base->shown, base->schema, others);
}

bool cpts_pg_replace(struct pg_base *base, const char *names)
{
    struct bytes sql = {.data = NULL};
    cpts_bytes_text(&sql, "SELECT set_config('cpts.tables', ");
    cpts_pg_quote(&sql, names);
    cpts_bytes_add(&sql, ", true)", sizeof ", true)");
    const bool is_set = !sql.is_short && cpts_pg_ask(base, sql.data);
    cpts_bytes_free(&sql);
    if (!is_set || refuse_foreign(base) != CPTS_OK || !cpts_pg_run(base, replace_tables) ||
        !cpts_pg_run(base, replace_styles))
        return false;
    const char *why = cpts_pg_ask(base, "SELECT current_setting('cpts.unstyled', true)");
    if (why && *why)
        cpts_log(base->context, CPTS_NORMAL,
                 _("%s: QGIS will open the layers without their styles: public.layer_styles "
                   "cannot be written (%s)"),
                 base->shown, why);
    return why && cpts_pg_run(base, "DROP TABLE pg_temp." CPTS_STYLES_TABLE);
}
