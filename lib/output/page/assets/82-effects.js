/*
 * The effects of a scenario, equal to what simulate says wherever claims are of whole units, or
 * of no more than two CPTS on the same unit; beyond, what is shared is known only in sum and the
 * figure is an estimate, marked so.
 */
/* How much of a unit is claimed, and how much twice or more, by claims that are left after some
 * are released; {covered, shared, isEstimate}. */
function coverOf(unit, left) {
  const { claims, whiteShare, overlapShare } = units[unit];
  const whole = left.filter(({ share }) => share === 1).length;
  if (left.length === claims.length) return { covered: 1 - whiteShare, shared: overlapShare };
  if (!left.length) return { covered: 0, shared: 0 };
  if (whole > 1) return { covered: 1, shared: 1 };
  if (left.length === 1) return { covered: left[0].share, shared: 0 };
  const sum = left.reduce((all, { share }) => all + share, 0);
  if (overlapShare === 0) return { covered: sum, shared: 0 };
  if (left.length === 2 && whole) return { covered: 1, shared: sum - 1 };
  const gone = claims.filter((claim) => !left.includes(claim));
  if (gone.length === 1 && gone[0].share === 1) {
    /* What is left made the overlaps of the one that goes. */
    if (left.length === 2) return { covered: overlapShare, shared: sum - overlapShare };
    return { covered: overlapShare, shared: Math.max(0, Math.min(overlapShare, sum - overlapShare)), isEstimate: true };
  }
  const covered = Math.min(1 - whiteShare, sum);
  return { covered, shared: Math.min(overlapShare, sum - covered), isEstimate: true };
}

/* A unit as it is and as it would be. */
function unitEffect(unit) {
  const left = units[unit].claims.filter(({ perimeter }) => {
    const entry = scenario.entries.find((other) => other.perimeter === perimeter);
    return !entry || !(entry.release.has(unit) || entry.take.has(unit));
  });
  const taken = scenario.entries.filter((entry) => entry.take.has(unit)).length;
  const { covered, shared, isEstimate = false } = coverOf(unit, left);
  return { unit, isEstimate: isEstimate && taken < 2,
    whiteBefore: units[unit].whiteShare, overlapBefore: units[unit].overlapShare,
    whiteAfter: taken ? 0 : Math.max(0, 1 - covered), overlapAfter: taken > 1 ? 1 : taken ? covered : shared };
}

/* Where a CPTS is the whole of its units, pieces are counted as simulate does. Of a drawing that
 * cuts units, or that has pieces outside the region, only the shares are known: an estimate. */
function isUnits(entry, shares) {
  const base = perimeters[entry.perimeter];
  return [...shares.values()].every((share) => share === 1) &&
    (!base || entry.take.size > 0 || piecesOf([...base.shares.keys()]).length === base.pieces);
}

function stateOf(entry) {
  const shares = sharesNow(entry), base = entry.perimeter >= 0 ? perimeters[entry.perimeter] : null;
  const before = base ? { units: base.shares.size, people: peopleOf(base.shares, base.population ?? sumOf(base.shares)), pieces: base.pieces } : null;
  if (before && !entry.take.size && !entry.release.size) return { entry, name: nameOfEntry(entry), before, after: { ...before, isEstimate: false } };
  return { entry, name: nameOfEntry(entry), before,
    after: { units: shares.size, people: peopleOf(shares), pieces: piecesOf([...shares.keys()]).length, isEstimate: !isUnits(entry, shares) } };
}

function effectsNow() {
  const touched = new Set(scenario.entries.flatMap((entry) => [...entry.take, ...entry.release]));
  const of = [...touched].map(unitEffect);
  const region = { whiteBefore: data.totals.white, overlapBefore: data.totals.overlap, isEstimate: of.some((effect) => effect.isEstimate) };
  const weight = ({ unit }) => hasPopulation ? units[unit].population || 0 : units[unit].area_m2;
  region.whiteAfter = of.reduce((sum, effect) => sum + weight(effect) * (effect.whiteAfter - effect.whiteBefore), region.whiteBefore);
  region.overlapAfter = of.reduce((sum, effect) => sum + weight(effect) * (effect.overlapAfter - effect.overlapBefore), region.overlapBefore);
  const pick = (isGood) => of.filter(isGood).map(({ unit }) => unit);
  const LEAST = 1e-9;
  return { region, states: scenario.entries.filter((entry) => entry.take.size || entry.release.size || entry === activeEntry()).map(stateOf),
    newOverlaps: pick((e) => e.overlapAfter > e.overlapBefore + LEAST),
    goneOverlaps: pick((e) => e.overlapAfter < e.overlapBefore - LEAST),
    newWhiteZones: pick((e) => e.whiteAfter > e.whiteBefore + LEAST),
    goneWhiteZones: pick((e) => e.whiteAfter < e.whiteBefore - LEAST) };
}
