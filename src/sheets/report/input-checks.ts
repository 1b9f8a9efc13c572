import { UNKNOWN } from "../../workbook/cells";
import { NONE, UNDO, type Check, type Written } from "./check";
import { orUnknown, sumOf } from "./formulas";
import { SETTINGS, TOKEN_BALANCE, TRUE_DOWNS } from "./tables";

/** Whether assumptions, dates and token balance are unchanged since the run, and make sense together. */
export const inputChecks = (written: Written): Check[] => [
  ...(written.has(SETTINGS) ? [namesFoundOnce(written), ASSIGNMENT] : []),
  ...(written.has(TRUE_DOWNS) ? [datesInOrder(written)] : []),
  ...(written.has(TOKEN_BALANCE) ? [balanceAddsUp(written), balanceHolds(written)] : []),
];

function namesFoundOnce(written: Written): Check {
  const value = written.values(SETTINGS, SETTINGS.name).length;
  return {
    figure: {
      what: "Assumptions whose name is found once",
      format: "whole",
      value: written.values(SETTINGS, SETTINGS.found).filter((found) => found === 1).length,
      formula: `COUNTIF(${SETTINGS.found.all},1)`,
    },
    other: { what: "Assumptions as written", format: "whole", value, formula: String(value) },
    remedy: "Give every assumption its own name, and delete the copy. Or undo, or run again.",
  };
}

/** An assumption of which only a run can tell what it does to the mix, or a rate. */
const ASSIGNMENT: Check = {
  figure: {
    what: "Assumptions changed that need a run",
    format: "whole",
    value: 0,
    formula: `SUM(${SETTINGS.changed.all})`,
  },
  other: NONE,
  remedy: "Run again: who gets what was chosen with other assumptions.",
};

function datesInOrder(written: Written): Check {
  const { deadline, renewal } = TRUE_DOWNS;
  const ends = written.values(TRUE_DOWNS, renewal);
  const late = written.values(TRUE_DOWNS, deadline).filter((date, i) => {
    const end = ends[i];
    return typeof date === "number" && typeof end === "number" && date > end;
  });
  const both = `ISNUMBER(${deadline.all})*ISNUMBER(${renewal.all})`;
  return {
    figure: {
      what: "Contract lines whose notice deadline follows the renewal",
      format: "whole",
      value: late.length,
      formula: `SUMPRODUCT(${both}*(${deadline.all}>${renewal.all}))`,
    },
    other: NONE,
    remedy: "Correct the dates in the contracts, and run again.",
  };
}

function balanceAddsUp(written: Written): Check {
  const { opened, bought, drawn, expired, closed } = TOKEN_BALANCE;
  const signs = [1, 1, -1, -1];
  const sums = [opened, bought, drawn, expired].map((column) => written.sum(TOKEN_BALANCE, column));
  const known = sums.flatMap((sum, i) => (sum === UNKNOWN ? [] : [sum * (signs[i] ?? 1)]));
  const [a, b, c, d] = [opened, bought, drawn, expired].map(({ all }) => `SUM(${all})`);
  return {
    figure: {
      what: "Tokens at the start, bought, drawn and expired, all months",
      format: "whole",
      value: known.length < sums.length ? UNKNOWN : known.reduce((sum, one) => sum + one, 0),
      formula: orUnknown(`${a}+${b}-${c}-${d}`),
    },
    other: {
      what: "Tokens at the end, all months",
      format: "whole",
      value: written.sum(TOKEN_BALANCE, closed),
      formula: sumOf(closed),
    },
    remedy: UNDO,
  };
}

/** What adding many decimals leaves is not below 0. */
const LEAST_DEBT = 0.01;

function balanceHolds(written: Written): Check {
  const { closed } = TOKEN_BALANCE;
  const below = written
    .values(TOKEN_BALANCE, closed)
    .filter((tokens) => typeof tokens === "number" && tokens < -LEAST_DEBT);
  return {
    figure: {
      what: "Months whose token balance ends below 0",
      format: "whole",
      value: below.length,
      formula: `SUMPRODUCT(1*(${closed.all}<-${LEAST_DEBT}))`,
    },
    other: NONE,
    remedy: UNDO,
  };
}
