-- What each perimeter holds of each unit, with no overlay for a unit wholly inside, in parallel; white
-- zones and overlaps are looked for only in the units that are not held whole by one perimeter.
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;

CREATE UNLOGGED TABLE pieces AS
SELECT u.fid AS unit, p.id AS perimeter, ST_Covers(p.geom, u.geom) AS is_whole,
       CASE WHEN ST_Covers(p.geom, u.geom) THEN u.geom ELSE ST_Intersection(u.geom, p.geom) END
           AS geom
FROM units u JOIN perimeters p ON ST_Intersects(p.geom, u.geom);
DELETE FROM pieces WHERE NOT ST_Area(geom) > 0;
CREATE INDEX ON pieces (unit);
ANALYZE pieces;

CREATE UNLOGGED TABLE white AS
SELECT fid AS unit, coalesce(ST_Difference(u.geom, claimed.geom), u.geom) AS geom
FROM units u LEFT JOIN (SELECT unit, bool_or(is_whole) AS is_whole, ST_Union(geom) AS geom FROM pieces
                        GROUP BY unit) AS claimed ON unit = fid
WHERE is_whole IS NOT TRUE;
DELETE FROM white WHERE NOT ST_Area(geom) > 0;

CREATE UNLOGGED TABLE shared AS
SELECT a.unit, a.perimeter AS one, b.perimeter AS other,
       CASE WHEN a.is_whole THEN b.geom WHEN b.is_whole THEN a.geom
            ELSE ST_Intersection(a.geom, b.geom) END AS geom
FROM pieces a JOIN pieces b ON a.unit = b.unit AND a.perimeter < b.perimeter;
DELETE FROM shared WHERE NOT ST_Area(geom) > 0;

-- The map: pieces of the same claimants that touch are one conflict.
CREATE UNLOGGED TABLE conflicts AS
SELECT 'overlap' AS rule, one || ',' || other AS perimeters, ST_Area(geom) AS area_m2, geom
FROM (SELECT one, other, (ST_Dump(ST_UnaryUnion(ST_Collect(geom)))).geom FROM shared GROUP BY one, other) AS pairs
UNION ALL
SELECT 'white-zone', '', ST_Area(geom), geom
FROM (SELECT (ST_Dump(ST_UnaryUnion(ST_Collect(geom)))).geom FROM white) AS zones;

\o :folder/conflicts.geojson
SELECT json_build_object('type', 'FeatureCollection', 'features', json_agg(ST_AsGeoJSON(f, 'geom', 7)::json))
FROM (SELECT rule, perimeters, area_m2, ST_Transform(geom, 4326) AS geom FROM conflicts) AS f;
\o
\pset format csv
\t off
\o :folder/units.csv
SELECT insee, nom, ST_Area(u.geom) AS area_m2, coalesce(ST_Area(white.geom), 0) AS white_m2,
       (SELECT count(*) FROM pieces WHERE unit = fid) AS claims
FROM units u LEFT JOIN white ON unit = fid ORDER BY insee;
\o :folder/perimeters.csv
SELECT p.id, ST_Area(p.geom) AS area_m2, coalesce(sum(ST_Area(shared.geom)), 0) AS contested_m2
FROM perimeters p LEFT JOIN shared ON p.id IN (one, other) GROUP BY p.fid, p.id ORDER BY id;
\o
\pset format unaligned
\t on
SELECT 'white_area_m2', round(coalesce(sum(ST_Area(geom)), 0)::numeric, 3) FROM white;
SELECT 'pair_overlap_area_m2', round(coalesce(sum(ST_Area(geom)), 0)::numeric, 3) FROM shared;
