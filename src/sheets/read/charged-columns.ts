import { monthOf } from "../../engine/calendar";
import { Access } from "../../engine/estate/estate";
import type { DayNumber, Tokens } from "../../engine/units";
import { nameText } from "./cell-values";
import { optional } from "./column";
import type { NameIndex } from "./names";
import type { PersonEntry } from "./people";
import type { Table } from "./table";

/** The headers of the columns that say to whom tokens are charged. */
export const DEPARTMENT = ["Department", "Abteilung"] as const;
export const PROJECT = ["Project", "Project name"] as const;
export const COST_CENTRE = ["Cost centre", "Cost center", "Kostenstelle"] as const;

/** The same as columns of an export of use. */
export const chargedColumns = {
  department: optional(nameText, ...DEPARTMENT),
  project: optional(nameText, ...PROJECT),
  costCentre: optional(nameText, ...COST_CENTRE),
};

export interface ChargedRecord {
  readonly department?: string | undefined;
  readonly project?: string | undefined;
  readonly costCentre?: string | undefined;
}

interface RowDraw {
  readonly person: PersonEntry | undefined;
  readonly product: NameIndex;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: Tokens | undefined;
}

/** Notes to whom the rows of a table charge their tokens; nothing for a table without such a column. */
export function chargesIn(table: Table): (record: ChargedRecord, drawn: RowDraw) => void {
  if (!Object.values(chargedColumns).some((column) => table.has(column))) return () => undefined;
  const { chargedUse } = table.draft;
  return ({ department, project, costCentre }, { person, product, day, access, tokens }) => {
    if (access !== Access.tokens && tokens === undefined) return;
    const month = monthOf(day);
    const key = JSON.stringify([person, product, month, department, project, costCentre]);
    const sum = chargedUse.get(key) ?? {
      ...{ person, product, month, department, project, costCentre },
      ...{ tokens: 0, rows: 0, blankRows: 0 },
    };
    chargedUse.set(key, sum);
    sum.rows++;
    if (tokens === undefined) sum.blankRows++;
    else sum.tokens += tokens;
  };
}

/** Rows of use with one charge, while they are read. */
export interface ChargedDraft extends ChargedRecord {
  readonly person: PersonEntry | undefined;
  readonly product: NameIndex;
  readonly month: ReturnType<typeof monthOf>;
  tokens: number;
  rows: number;
  blankRows: number;
}
