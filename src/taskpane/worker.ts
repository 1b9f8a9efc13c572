import { InBrowser } from "./in-browser";
import { Wire, type WireEnd } from "./wire";
import { WorkHere } from "./work-here";
import { servedBy } from "./work-in-worker";

/** The inside of the worker: the library of types knows only pages. */
const inside = globalThis as unknown as WireEnd;

const work = new WorkHere(new InBrowser());
new Wire(inside, servedBy(work));
inside.postMessage({ is: "ready" });
