// What a reader answered, kept in their own browser and nowhere else.

const SHELF = "under-the-scar";
const KEPT_CHANGED = "under-the-scar-kept";
const MOST_KEPT = 500;

function isEntry(entry) {
  return typeof entry?.first === "boolean" && typeof entry.latest === "boolean" && Number.isInteger(entry.tries);
}

// A browser may forbid storage, and what is stored may come from elsewhere.
function kept() {
  try {
    const stored = Object.entries(JSON.parse(localStorage.getItem(SHELF)) ?? {});
    return Object.fromEntries(stored.filter(([, entry]) => isEntry(entry)));
  } catch {
    return {};
  }
}

function newest(all) {
  const byDate = Object.entries(all).sort(([, one], [, other]) => (String(one.date) < String(other.date) ? 1 : -1));
  return Object.fromEntries(byDate.slice(0, MOST_KEPT));
}

function keep(all) {
  try {
    localStorage.setItem(SHELF, JSON.stringify(newest(all)));
  } catch {
    // The question still answers; the table says that nothing is kept.
  }
  window.dispatchEvent(new Event(KEPT_CHANGED));
}

function canKeep() {
  try {
    localStorage.setItem(`${SHELF}-test`, "1");
    localStorage.removeItem(`${SHELF}-test`);
    return true;
  } catch {
    return false;
  }
}

// Of one card: the first choice ever, the first choice when it was last met, and all tries.
function keepAnswer(name, lesson, right, isFresh) {
  const all = kept();
  const before = all[name] ?? { first: right, latest: right, tries: 0 };
  const latest = isFresh ? right : before.latest;
  const date = new Date().toISOString().slice(0, 10);
  keep({ ...all, [name]: { first: before.first, latest, tries: before.tries + 1, lesson, date } });
}
