import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { activityOf, habitOf } from "../../engine/rules/segment";
import { cellFunction } from "../record";
import { labelByLimits } from "../twin";
import { DAYS_OF_USE, habitTwin, LABEL_LIMITS, SINCE_LAST_USE } from "./usage-habit";

const { activeDays, occasionalActivityDays, dormantDays } = DEFAULT_ASSUMPTIONS;

export const LICENSE_ACTIVITY = cellFunction({
  name: "LICENSE_ACTIVITY",
  question: "In which activity class of license tracking is a user?",
  description: "The activity class of license tracking: Active, Occasional, Minimal or Dormant.",
  parameters: [DAYS_OF_USE, SINCE_LAST_USE],
  rule: (daysPerMonth, daysSinceUse) => activityOf(habitOf(daysPerMonth, daysSinceUse), LABEL_LIMITS),
  twin: (daysPerMonth, daysSinceUse) => ({
    let: habitTwin(daysPerMonth, daysSinceUse),
    result: `IF(dormant,"Dormant",${labelByLimits(
      "days",
      [
        [activeDays.value, "Active"],
        [occasionalActivityDays.value, "Occasional"],
      ],
      "Minimal",
    )})`,
  }),
  examples: [
    {
      given: "17.9",
      shows: "Active",
      native: 'IF(17.9>=10,"Active",IF(17.9>=2,"Occasional",IF(17.9>0,"Minimal","Dormant")))',
    },
    {
      given: "1.5, 20",
      shows: "Minimal",
      native: 'IF(20>=90,"Dormant",IF(1.5>=10,"Active",IF(1.5>=2,"Occasional","Minimal")))',
    },
  ],
  refused: ["-1"],
  result: [
    `Dormant without any use, or without use in ${dormantDays.value} days. Otherwise by days a month: Active from`,
    `${activeDays.value}, Occasional from ${occasionalActivityDays.value}, below that Minimal.`,
  ],
  source: ["`docs/domain.md` §4."],
});
