import { previewFreeze } from "../portable/freeze";
import { frozenOutcome, portableOutcome, type Outcome } from "../portable/outcome";
import { template } from "../sheets/template";
import type { SheetKey } from "../workbook/spec";
import type { Workbook } from "../workbook/workbook";
import { AnalysisHere } from "./analysis-here";
import type { PaneHost } from "./pane-host";
import type { PaneState } from "./pane-state";
import type { Asked, PaneWork, Running, Worked } from "./pane-work";

/** All work of the pane, done in this thread. */
export class WorkHere extends AnalysisHere implements PaneWork {
  constructor(private readonly place: PaneHost) {
    super(place);
  }

  async addBlanks(
    asked: Asked & { readonly keys: readonly SheetKey[] },
    { signal }: Running,
  ): Promise<Worked> {
    const { workbook } = await this.place.open(asked.files);
    const there = new Set((await workbook.sheets()).map(({ ours }) => ours));
    const specs = template().filter(({ key }) => asked.keys.includes(key) && !there.has(key));
    const [first] = specs;
    if (!first)
      return {
        shown: { ...(await this.recognised(asked, signal)), notice: { good: true, text: ALL_THERE } },
      };
    await workbook.write(specs);
    const saved = (await this.place.keep(workbook)) ?? null;
    const text = `Added: ${specs.map(({ name }) => name).join(", ")}. Fill them in, then analyse.`;
    return {
      shown: { saved, ...(await this.recognised(asked, signal)), notice: { good: true, text } },
      target: { sheet: first.key, row: 1, column: 0 },
    };
  }

  makePortable(asked: Asked): Promise<Worked> {
    return this.changed(asked, portableOutcome);
  }

  countFreeze(asked: Asked): Promise<Worked> {
    return this.changed(asked, async (workbook) => {
      const { formulas, cells } = await previewFreeze(workbook);
      return cells > 0 ? { toFreeze: { formulas: formulas.length, cells } } : frozenOutcome(workbook);
    });
  }

  freeze(asked: Asked): Promise<Worked> {
    return this.changed(asked, frozenOutcome);
  }

  private async changed(
    { files }: Asked,
    work: (workbook: Workbook) => Promise<Outcome | { readonly toFreeze: PaneState["toFreeze"] }>,
  ): Promise<Worked> {
    const { readers, workbook } = await this.place.open(files);
    if (!readers.some((reader) => reader === workbook))
      return { shown: { notice: { good: false, text: ONE_WORKBOOK } } };
    const came = await work(workbook);
    if ("toFreeze" in came) return { shown: came };
    const { changed, sentences } = came;
    const text = sentences.join(" ") || NO_FORMULA;
    return {
      shown: {
        ...(changed ? { saved: (await this.place.keep(workbook)) ?? null } : {}),
        toFreeze: null,
        notice: { good: changed || sentences.length === 0, text },
      },
    };
  }
}

const ONE_WORKBOOK =
  "Choose exactly one .xlsx file, which has the formulas; .csv files may be chosen as well.";
const NO_FORMULA = "No formula in this workbook uses a function of Seatwise; nothing was changed.";
const ALL_THERE = "These tables are already in the workbook.";
