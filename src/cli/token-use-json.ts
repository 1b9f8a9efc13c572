import { isoDay, isoMonth } from "../engine/calendar";
import { type BudgetReport } from "../engine/pool/budgets";
import type { ChargedTo } from "../engine/pool/chargeback";
import type { MonthReport, TokenUse } from "../engine/pool/token-use";

/** Who drew the tokens, and the budgets. */
export const tokenUseJson = ({ chargeback, budgets, price, isPaid, months }: TokenUse) => ({
  chargeback: chargeback && {
    from: isoMonth(chargeback.lastYear.first),
    to: isoMonth(chargeback.lastYear.last),
    price,
    pricePaid: isPaid,
    byProduct: chargeback.by.product.map(chargedJson),
    byDepartment: chargeback.by.department.map(chargedJson),
    byProject: chargeback.by.project.map(chargedJson),
    byCostCentre: chargeback.by.costCentre.map(chargedJson),
  },
  budgets: budgets.map(budgetJson),
  wholeMonths: months.map(monthJson),
});

const chargedJson = ({ name, tokens, lastYear, users, months }: ChargedTo) => ({
  name,
  tokens,
  lastYear,
  users,
  months: [...months]
    .sort(([a], [b]) => a - b)
    .map(([month, drawn]) => ({ month: isoMonth(month), tokens: drawn })),
});

const budgetJson = (budget: BudgetReport) => ({
  of: budget.of && { dimension: budget.of.dimension, name: budget.of.name },
  from: isoDay(budget.from),
  lastDay: isoDay(budget.lastDay),
  tokens: budget.tokens,
  through: isoDay(budget.through),
  used: budget.used,
  toDate: budget.toDate,
  expected: budget.expected && {
    tokens: budget.expected.tokens,
    low80: budget.expected.low,
    high80: budget.expected.high,
  },
  verdict: budget.verdict,
  why: budget.why,
});

const monthJson = ({ month, tokens, expected }: MonthReport) => ({
  month: isoMonth(month),
  tokens,
  expected: expected?.expected ?? null,
  low90: expected?.wide.low ?? null,
  high90: expected?.wide.high ?? null,
});
