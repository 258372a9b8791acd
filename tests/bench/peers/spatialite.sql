-- What each perimeter holds of each unit, with no overlay for a unit wholly inside; the white zone
-- of a unit is what their union leaves of it.
CREATE TEMPORARY TABLE pieces AS
SELECT u.rowid AS unit, p.rowid AS perimeter,
       CASE WHEN ST_Covers(p.geom, u.geom) THEN u.geom ELSE ST_Intersection(u.geom, p.geom) END
           AS geom
FROM perimeters p JOIN units u ON ST_Intersects(p.geom, u.geom) AND u.rowid IN (
    SELECT rowid FROM SpatialIndex WHERE f_table_name = 'units' AND search_frame = p.geom);

SELECT 'white_area_m2', (SELECT sum(ST_Area(geom)) FROM units) - sum(area_m2)
FROM (SELECT CASE WHEN count(*) = 1 THEN max(ST_Area(geom)) ELSE ST_Area(ST_Union(geom)) END
             AS area_m2
      FROM pieces WHERE ST_Area(geom) > 0 GROUP BY unit);

SELECT 'pair_overlap_area_m2', sum(ST_Area(ST_Intersection(a.geom, b.geom)))
FROM perimeters a JOIN perimeters b ON a.rowid < b.rowid AND b.rowid IN (
    SELECT rowid FROM SpatialIndex WHERE f_table_name = 'perimeters' AND search_frame = a.geom)
    AND ST_Intersects(a.geom, b.geom);
