import { AnalysisHere } from "./analysis-here";
import { InBrowser } from "./in-browser";
import { ExcelBehindPage } from "./page-workbook";
import type { WorkerPlace } from "./start-work";
import { Wire, type WireEnd } from "./wire";
import { WorkHere } from "./work-here";
import { servedBy } from "./work-in-worker";

/** The inside of the worker: the library of types knows only pages. */
const inside = globalThis as unknown as WireEnd & { readonly name: WorkerPlace };

const wire: Wire = new Wire(inside, (name, asked, watched) => served(name, asked, watched));
const served = servedBy(
  inside.name === "excel" ? new AnalysisHere(new ExcelBehindPage(wire)) : new WorkHere(new InBrowser()),
);
inside.postMessage({ is: "ready" });
