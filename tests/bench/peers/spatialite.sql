-- What each perimeter holds of each unit, with no overlay for a unit wholly inside; white zones and
-- overlaps are looked for only in the units that are not held whole by one perimeter.
CREATE TEMPORARY TABLE pieces AS
SELECT unit, perimeter, is_whole,
       CASE WHEN is_whole THEN unit_geom ELSE ST_Intersection(unit_geom, perimeter_geom) END AS geom
FROM (SELECT u.rowid AS unit, p.id AS perimeter, ST_Covers(p.geom, u.geom) AS is_whole,
             u.geom AS unit_geom, p.geom AS perimeter_geom
      FROM perimeters p JOIN units u ON ST_Intersects(p.geom, u.geom) AND u.rowid IN (
          SELECT rowid FROM SpatialIndex WHERE f_table_name = 'units' AND search_frame = p.geom));
DELETE FROM pieces WHERE coalesce(ST_Area(geom), 0) <= 0;
CREATE INDEX pieces_by_unit ON pieces (unit);

CREATE TEMPORARY TABLE white AS
SELECT u.rowid AS unit, CASE WHEN claimed.geom IS NULL THEN u.geom ELSE ST_Difference(u.geom, claimed.geom) END
           AS geom
FROM units u LEFT JOIN (SELECT unit, max(is_whole) AS is_whole, ST_Union(geom) AS geom FROM pieces
                        GROUP BY unit) AS claimed ON claimed.unit = u.rowid
WHERE coalesce(is_whole, 0) <> 1;
DELETE FROM white WHERE coalesce(ST_Area(geom), 0) <= 0;

CREATE TEMPORARY TABLE shared AS
SELECT a.unit AS unit, a.perimeter AS one, b.perimeter AS other,
       CASE WHEN a.is_whole THEN b.geom WHEN b.is_whole THEN a.geom
            ELSE ST_Intersection(a.geom, b.geom) END AS geom
FROM pieces a JOIN pieces b ON a.unit = b.unit AND a.perimeter < b.perimeter;
DELETE FROM shared WHERE coalesce(ST_Area(geom), 0) <= 0;

-- The map: a feature for each pair of claimants, one for the white zones.
.mode list
.headers off
.output conflicts.geojson
SELECT '{"type":"FeatureCollection","features":[' || group_concat(
    '{"type":"Feature","properties":{"rule":"' || rule || '","perimeters":"' || perimeters ||
    '","area_m2":' || ST_Area(geom) || '},"geometry":' || AsGeoJSON(ST_Transform(geom, 4326), 7) || '}') || ']}'
FROM (SELECT 'overlap' AS rule, one || ',' || other AS perimeters, ST_Union(geom) AS geom FROM shared
      GROUP BY one, other
      UNION ALL SELECT 'white-zone', '', ST_Union(geom) FROM white)
WHERE geom IS NOT NULL;
.mode csv
.headers on
.output units.csv
SELECT insee, nom, ST_Area(u.geom) AS area_m2, coalesce(ST_Area(white.geom), 0) AS white_m2,
       (SELECT count(*) FROM pieces WHERE pieces.unit = u.rowid) AS claims
FROM units u LEFT JOIN white ON white.unit = u.rowid ORDER BY insee;
.output perimeters.csv
SELECT id, ST_Area(geom) AS area_m2, coalesce(contested_m2, 0) AS contested_m2
FROM perimeters LEFT JOIN (
    SELECT claimant, sum(m2) AS contested_m2
    FROM (SELECT one AS claimant, ST_Area(geom) AS m2 FROM shared
          UNION ALL SELECT other, ST_Area(geom) FROM shared) GROUP BY claimant) ON claimant = id ORDER BY id;
.output stdout
.mode list
.headers off
SELECT 'white_area_m2', round(coalesce(sum(ST_Area(geom)), 0), 3) FROM white;
SELECT 'pair_overlap_area_m2', round(coalesce(sum(ST_Area(geom)), 0), 3) FROM shared;
