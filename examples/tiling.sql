-- Certifies, inside PostGIS, that a declaration is an exact tiling of its region: every place of a
-- unit is claimed once, and nothing is claimed outside. For units and claims that live in a
-- database, and for tables so large that only their database can read them. Nothing is overlaid:
-- borders cancel, in one GROUP BY over segments.
--
--   psql -f examples/tiling.sql -d region     after these three views of your own, in one CRS in metres:
--
--   CREATE TEMPORARY VIEW units AS SELECT insee AS code, geom FROM communes;
--   CREATE TEMPORARY VIEW perimeters AS SELECT id, geom FROM cpts;            -- CPTS declared by polygons
--   CREATE TEMPORARY VIEW declared AS SELECT id AS cpts, insee AS code FROM list;     -- and by codes
--
-- A CPTS is in one of the last two; one of them may be empty (… WHERE false).
--
-- Why it is enough. Walk around each area with its inside on the left: the sum of these walks, where
-- a segment walked once each way cancels, is the border of "how many areas hold this place". Two such
-- counts that have the same border are the same everywhere, as both are zero far away.
--   1. What the units leave is the border of one valid polygon: no two units overlap.
--   2. What the claims leave is what the units leave: each place is claimed as often as it is in a
--      unit, once inside the region and never outside.
--
-- What it does not do. It never certifies wrongly, up to the rounding of coordinates to a millimetre,
-- but it refuses more than `cpts-coverage check`, which is what to run then: where one border has a
-- vertex that its neighbour's lacks (a T-junction), even in line; slivers of any width; obsolete
-- codes; overlaps and invalid geometries of the units, which are warnings there. A gap between units,
-- such as a lake, is outside the region: `region_holes` counts them.
--
-- How it distributes. Exploding needs one row at a time, and sums may be added in any order. Citus:
-- distribute the tables by their keys; each worker sums its own segments and the coordinator adds
-- them up. Spark with Sedona: ST_ReducePrecision, ST_ForcePolygonCCW and ST_DumpPoints, then
-- groupBy(ax, ay, bx, by).sum() shuffles what each partition already summed. Only uncancelled
-- segments, the outline of the region, come back to one machine for step 1.

-- Compiling queries takes longer than it saves here.
SET jit = off;

-- The segments of a polygon: ends in millimetres, the lower one first; `way` is 1 when the polygon
-- goes from a to b with its inside on the left, -1 when it comes back. OFFSET 0: each is computed once.
CREATE FUNCTION pg_temp.directed_segments(area geometry)
RETURNS TABLE (ax bigint, ay bigint, bx bigint, by bigint, way int) LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN is_up THEN x1 ELSE x2 END, CASE WHEN is_up THEN y1 ELSE y2 END,
           CASE WHEN is_up THEN x2 ELSE x1 END, CASE WHEN is_up THEN y2 ELSE y1 END,
           CASE WHEN is_up THEN 1 ELSE -1 END
    FROM (SELECT *, (x1, y1) < (x2, y2) AS is_up
          FROM (SELECT round(ST_X(ST_StartPoint(geom)) * 1000)::bigint AS x1,
                       round(ST_Y(ST_StartPoint(geom)) * 1000)::bigint AS y1,
                       round(ST_X(ST_EndPoint(geom)) * 1000)::bigint AS x2,
                       round(ST_Y(ST_EndPoint(geom)) * 1000)::bigint AS y2
                FROM ST_DumpSegments(area) OFFSET 0) AS ends OFFSET 0) AS directed
$$;

-- Every area on the grid, shells anticlockwise, and how often it counts as unit and as claim. Only
-- valid ones have an inside for sure.
CREATE TEMPORARY TABLE tiling_area AS
SELECT id, units, claims, ST_ForcePolygonCCW(ST_SnapToGrid(ST_Force2D(geom), 0.001)) AS geom
FROM (SELECT code::text AS id, 1 AS units, coalesce(claims, 0)::int AS claims, geom
      FROM units LEFT JOIN (SELECT code, count(DISTINCT cpts) AS claims FROM declared GROUP BY code)
           AS listed USING (code)
      UNION ALL
      SELECT id::text, 0, 1, geom FROM perimeters) AS areas;

-- What is left when borders cancel. A segment walked twice the same way is left too: both areas lie
-- on the same side of it.
CREATE TEMPORARY TABLE tiling_left AS
SELECT ax, ay, bx, by, sum(way * units) AS units, sum(way * claims) AS claims,
       greatest(sum(units) FILTER (WHERE way = 1), sum(units) FILTER (WHERE way = -1)) > 1
           AS has_units_twice,
       greatest(sum(claims) FILTER (WHERE way = 1), sum(claims) FILTER (WHERE way = -1)) > 1
           AS has_claims_twice
FROM tiling_area, pg_temp.directed_segments(geom)
GROUP BY ax, ay, bx, by
HAVING sum(way * units) <> 0 OR sum(way * claims) <> 0
    OR greatest(sum(units) FILTER (WHERE way = 1), sum(units) FILTER (WHERE way = -1)) > 1
    OR greatest(sum(claims) FILTER (WHERE way = 1), sum(claims) FILTER (WHERE way = -1)) > 1;

-- The region that the units outline, for step 1.
CREATE TEMPORARY TABLE tiling_region AS
SELECT ST_ForcePolygonCCW(ST_BuildArea(ST_Collect(
           ST_MakeLine(ST_MakePoint(ax / 1e3, ay / 1e3), ST_MakePoint(bx / 1e3, by / 1e3))))) AS geom
FROM tiling_left WHERE units <> 0;

-- The offending segments. Each is drawn with its left side claimed `excess` times more than its
-- right side, units counted off: an overlap is on the left, a white zone on the right. A unit claimed
-- twice by polygons is walked around anticlockwise, one claimed by none clockwise.
CREATE TEMPORARY TABLE tiling_flaws AS
SELECT CASE WHEN has_units_twice THEN 'units overlap'
            WHEN coalesce(left_over.units, 0) <> coalesce(outline.way, 0) THEN 'units do not fit together'
            WHEN has_claims_twice THEN 'claimed twice'
            ELSE 'claims and units differ' END AS flaw,
       abs(claims - left_over.units) AS excess,
       ST_SetSRID(CASE WHEN claims >= left_over.units
                       THEN ST_MakeLine(ST_MakePoint(ax / 1e3, ay / 1e3), ST_MakePoint(bx / 1e3, by / 1e3))
                       ELSE ST_MakeLine(ST_MakePoint(bx / 1e3, by / 1e3), ST_MakePoint(ax / 1e3, ay / 1e3)) END,
                  (SELECT ST_SRID(geom) FROM tiling_area LIMIT 1)) AS geom
FROM tiling_left AS left_over
FULL JOIN (SELECT s.* FROM tiling_region, pg_temp.directed_segments(geom) AS s) AS outline
     USING (ax, ay, bx, by)
WHERE has_units_twice OR has_claims_twice OR claims <> left_over.units
   OR coalesce(left_over.units, 0) <> coalesce(outline.way, 0);

-- The verdict, one row. `listed_by_none` and `listed_twice` count units, when no CPTS has polygons.
SELECT units > 0 AND claimants > 0 AND invalid_areas = 0 AND is_metric AND unknown_codes = 0
           AND flaws = 0 AND region_is_valid AS certified, *
FROM (SELECT (SELECT count(*) FROM units) AS units,
             (SELECT count(*) FROM (SELECT cpts::text FROM declared UNION SELECT id::text FROM perimeters)
                  AS ids) AS claimants,
             (SELECT count(*) FROM tiling_area
              WHERE (ST_Dimension(geom) = 2 AND NOT ST_IsEmpty(geom) AND ST_IsValid(geom)) IS NOT TRUE)
                  AS invalid_areas,
             (SELECT count(DISTINCT srid) = 1 AND bool_and(coalesce(proj4text LIKE '%+units=m %', false))
              FROM (SELECT DISTINCT ST_SRID(geom) AS srid FROM tiling_area WHERE geom IS NOT NULL) AS used
              LEFT JOIN spatial_ref_sys USING (srid)) AS is_metric,
             (SELECT count(DISTINCT code) FROM declared
              WHERE NOT EXISTS (SELECT FROM units WHERE units.code = declared.code)) AS unknown_codes,
             (SELECT count(*) FILTER (WHERE claims = 0) FROM tiling_area
              WHERE NOT EXISTS (SELECT FROM perimeters)) AS listed_by_none,
             (SELECT count(*) FILTER (WHERE units = 1 AND claims > 1) FROM tiling_area
              WHERE NOT EXISTS (SELECT FROM perimeters)) AS listed_twice,
             (SELECT count(*) FROM tiling_flaws) AS flaws,
             (SELECT coalesce(bool_and(ST_IsValid(geom)), false) FROM tiling_region) AS region_is_valid,
             (SELECT sum(ST_NumGeometries(geom)) FROM tiling_region) AS region_parts,
             (SELECT sum(ST_NRings(geom) - ST_NumGeometries(geom)) FROM tiling_region) AS region_holes)
     AS facts;
