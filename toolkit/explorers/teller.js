// Latest wins: at most one change is on its way to the kernel. What a hand does meanwhile is kept,
// newest over older, and sent as one change when the answer to the last one is here.

const PATIENCE_MS = 10000; // a kernel that never answers is asked again

function teller(model, view, settled) {
  let waiting = null, onItsWay = null, count = 0, timer;
  const free = () => {
    clearTimeout(timer);
    onItsWay = null;
    send();
    if (onItsWay === null) settled();
  };
  const send = () => {
    if (onItsWay !== null || waiting === null) return;
    onItsWay = `${view}-${++count}`;
    model.send({ ...waiting, answer: onItsWay });
    waiting = null;
    timer = setTimeout(free, PATIENCE_MS);
  };
  const heard = () => model.get("answered") === onItsWay && free();
  model.on("change:answered", heard);
  return {
    tell(change) {
      const kept = change.reset ? {} : waiting ?? {};
      const set = change.set && { set: { ...kept.set, ...change.set } };
      waiting = { ...kept, ...change, ...set };
      send();
    },
    isSettled: () => onItsWay === null && waiting === null,
    stop() {
      clearTimeout(timer);
      model.off("change:answered", heard);
    },
  };
}
