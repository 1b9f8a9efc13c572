import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { habitOf, segmentOf } from "../../engine/rules/segment";
import { cellFunction } from "../record";
import { labelByLimits } from "../twin";
import { DAYS_OF_USE, habitTwin, LABEL_LIMITS, SINCE_LAST_USE } from "./usage-habit";

const { powerDays, regularDays, occasionalDays, dormantDays } = DEFAULT_ASSUMPTIONS;

export const LICENSE_SEGMENT = cellFunction({
  name: "LICENSE_SEGMENT",
  question: "How much does a user use a product?",
  description: "The usage segment of a user: Power, Regular, Occasional, Rare or Dormant.",
  parameters: [DAYS_OF_USE, SINCE_LAST_USE],
  rule: (daysPerMonth, daysSinceUse) => segmentOf(habitOf(daysPerMonth, daysSinceUse), LABEL_LIMITS),
  twin: (daysPerMonth, daysSinceUse) => ({
    let: habitTwin(daysPerMonth, daysSinceUse),
    result: `IF(dormant,"Dormant",${labelByLimits(
      "days",
      [
        [powerDays.value, "Power"],
        [regularDays.value, "Regular"],
        [occasionalDays.value, "Occasional"],
      ],
      "Rare",
    )})`,
  }),
  examples: [
    {
      given: "17.9",
      shows: "Regular",
      native:
        'IF(17.9>=18,"Power",IF(17.9>=8,"Regular",IF(17.9>=3,"Occasional",IF(17.9>0,"Rare","Dormant"))))',
    },
    {
      given: "12, 120",
      shows: "Dormant",
      native: 'IF(120>=90,"Dormant",IF(12>=18,"Power",IF(12>=8,"Regular",IF(12>=3,"Occasional","Rare"))))',
    },
  ],
  refused: ["32"],
  result: [
    `Dormant without any use, or without use in ${dormantDays.value} days. Otherwise by days a month: Power from`,
    `${powerDays.value}, Regular from ${regularDays.value}, Occasional from ${occasionalDays.value}, below that Rare.`,
    "",
    "The label informs; the cost decides who gets a seat.",
  ],
  source: ["`docs/domain.md` §4."],
});
