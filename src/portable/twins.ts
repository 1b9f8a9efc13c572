import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { DAYS_PER_MONTH, toSerial, LAST_DAY, dayOf } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import type { FormulaName } from "../workbook/workbook";
import { twinName, type TwinnedName } from "./rewrite";

const { powerDays, regularDays, occasionalDays, activeDays, occasionalActivityDays, dormantDays } =
  DEFAULT_ASSUMPTIONS;
const { peakBuffer, averageBuffer, trueDownCap, years, trueUpMonths, noticeDays, packSize } =
  DEFAULT_ASSUMPTIONS;

/** `0,31`: the limits of an assumption as arguments of a reader. */
const limits = ({ accepts }: { readonly accepts: { readonly number: readonly [number, number] } }): string =>
  accepts.number.join(",");

const FIRST_DAY = toSerial(dayOf(1980, 1, 1) as DayNumber, 1900);
const LAST_SERIAL = toSerial(LAST_DAY, 1900);

/**
 * How twins read their arguments: each a small function, cell by cell, that gives the value or the error that the add-in's
 * function would give. None may be called like a cell, like R or C, or like a function of Excel's.
 */
const READERS = {
  /** Text that writes a number counts as one. A sign cannot come behind ".", nor a date, a currency or a second separator. */
  number:
    'LAMBDA(x,IF(ISNUMBER(x),x,IF(ISBLANK(x),0,IF(LEN(x)=0,#VALUE!,LET(t,TRIM(x),v,NUMBERVALUE(t,"."," "),' +
    'digits,NUMBERVALUE("0."&SUBSTITUTE(SUBSTITUTE(t,".","",1)," ","_"),"."," "),' +
    // 1.234 may be one and a bit, or a thousand and more.
    'grouped,(LEN(t)-FIND(".",t&".")=3)*(v>=1)*(v<1000),IF(ISNUMBER(digits)*(grouped=0),v,#VALUE!))))))',
  within: "LAMBDA(x,least,most,LET(v,number(x),IF((v>=least)*(v<=most),v,#VALUE!)))",
  amount: "LAMBDA(x,within(x,0,10^12))",
  integer: "LAMBDA(x,least,most,LET(v,within(x,least,most),IF(v=INT(v),v,#VALUE!)))",
  seats: "LAMBDA(x,integer(x,0,10^12))",
  share: "LAMBDA(x,within(x,0,1))",
  /** A price or rate: 0 says that it is unknown. */
  known: "LAMBDA(x,IF(LEN(x)=0,#N/A,LET(v,amount(x),IF(v=0,#N/A,v))))",
  serial:
    'LAMBDA(x,LET(t,TRIM(x),iso,(LEN(t)=10)*(MID(t,5,1)="-")*(MID(t,8,1)="-"),' +
    "yyyy,NUMBERVALUE(LEFT(t,4)),mm,NUMBERVALUE(MID(t,6,2)),dd,NUMBERVALUE(RIGHT(t,2)),d,DATE(yyyy,mm,dd)," +
    "v,IF(ISNUMBER(x),INT(x),IF(iso,IF((YEAR(d)=yyyy)*(MONTH(d)=mm)*(DAY(d)=dd),d,#VALUE!),INT(number(x))))," +
    `IF((v>=${FIRST_DAY})*(v<=${LAST_SERIAL}),v,#VALUE!)))`,
  truth: 'LAMBDA(x,IF(ISLOGICAL(x),x,IF(TRIM(x)="TRUE",TRUE,IF(TRIM(x)="FALSE",FALSE,#VALUE!))))',
  alone: "LAMBDA(x,IF(ROWS(x)*COLUMNS(x)=1,x,#VALUE!))",
  /** Up to whole numbers, where a hair above one is one. */
  up: "LAMBDA(x,ROUNDUP(ROUND(x,6),0))",
  down: "LAMBDA(x,INT(ROUND(x,6)))",
} as const;

type Reader = keyof typeof READERS;
const READER_NAMES = Object.keys(READERS) as Reader[];

/** An argument that may be left out. A blank cell is not left out: it is 0, as Excel hands it to the add-in's function. */
const given = (parameter: string, otherwise: string | number): string =>
  `IF(ISOMITTED(${parameter}),${otherwise},${parameter})`;

/** One of some words; a blank cell, or 0, is the first of them. */
const word = (parameter: string, first: string): string =>
  `LET(w,IF(ISOMITTED(${parameter}),"",${parameter}),IF((LEN(w)=0)+(w=0),"${first}",TRIM(w)))`;

/** A number that may be absent, which 0 says too. */
const ifAny = (parameter: string): string => `IF(ISOMITTED(${parameter}),0,${parameter})`;

/** The readers that a text calls, each behind those that it calls itself. */
function readersIn(text: string): Reader[] {
  const called = (formula: string): Reader[] =>
    READER_NAMES.filter((name) => new RegExp(`\\b${name}\\(`).test(formula));
  const all = new Set<Reader>();
  const add = (name: Reader): void => {
    called(READERS[name]).forEach(add);
    all.add(name);
  };
  called(text).forEach(add);
  return [...all];
}

/** `steps` are names with their values, in order, and the result. */
function twin(
  name: TwinnedName,
  parameters: string,
  steps: readonly (readonly [name: string, value: string])[],
  result: string,
  meaning: string,
): FormulaName {
  const named = steps.map(([step, value]) => `${step},${value},`).join("");
  const readers = readersIn(named + result).map((reader) => `${reader},${READERS[reader]},`);
  return {
    name: twinName(name),
    formula: `LAMBDA(${parameters},LET(${readers.join("")}${named}${result}))`,
    comment: `Seatwise ${name} without the add-in: ${meaning}`,
  };
}

/** Label by limits from the highest: the first that is reached. */
const labelled = (value: string, labels: readonly (readonly [number, string])[], otherwise: string): string =>
  labels.reduceRight((rest, [least, label]) => `IF(${value}>=${least},"${label}",${rest})`, `"${otherwise}"`);

const MOST_YEARS = years.accepts.number[1];
const EACH_YEAR = Array.from({ length: MOST_YEARS }, (_, n) => n + 1);

const HABIT = [
  ["days", `within(daysPerMonth,${limits(powerDays)})`],
  ["since", `amount(${ifAny("daysSinceUse")})`],
  ["dormant", `(since>=${dormantDays.value})+(days=0)*(since=0)`],
] as const;

/**
 * The functions of the add-in as formulas of their own: the same arguments, defaults, results and errors, from functions that
 * Excel 2024 and 365 have. Where several arguments are wrong, the error may be that of another one.
 */
export const TWINS: Readonly<Record<TwinnedName, FormulaName>> = {
  FLEXCOST: twin(
    "FLEXCOST",
    "days,tokensPerDay,tokenPrice",
    [],
    "amount(days)*known(tokensPerDay)*known(tokenPrice)",
    "days × tokens a day × price of a token",
  ),
  BREAKEVEN_DAYS: twin(
    "BREAKEVEN_DAYS",
    "seatPrice,tokensPerDay,tokenPrice,[per]",
    [["period", word("per", "year")]],
    'known(seatPrice)/(known(tokensPerDay)*known(tokenPrice))/IF(period="year",1,IF(period="month",12,#VALUE!))',
    "days a year (or month) at which Flex costs as much as a seat",
  ),
  POOLSIZE: twin(
    "POOLSIZE",
    "monthlyTokens,[buffer],[rule],[pack]",
    [
      ["used", "amount(monthlyTokens)"],
      ["months", "ROWS(used)*COLUMNS(used)"],
      ["inYear", "SUM(used)*(12/months)"],
      ["packed", `integer(alone(${given("pack", 1)}),${limits(packSize)})`],
      ["how", `alone(${word("rule", "peak")})`],
      [
        "need",
        `IF(how="peak",MAX(used)*12*(1+share(alone(${given("buffer", peakBuffer.value)}))),` +
          `IF(how="average",inYear*(1+share(alone(${given("buffer", averageBuffer.value)}))),` +
          `IF(how="season",IF(ISOMITTED(buffer),#VALUE!,IF(ROWS(buffer)*COLUMNS(buffer)=12,SUM(inYear*((1+share(buffer))/12)),#VALUE!)),#VALUE!)))`,
      ],
    ],
    "IF(months>12,#VALUE!,up(up(need)*(1/packed))*packed)",
    "tokens to buy for a year by a rule, in whole packs",
  ),
  TRUEDOWN_SAVING: twin(
    "TRUEDOWN_SAVING",
    "owned,needed,unitFee,[cap],[floor],[years],[maintenanceRate],[feeFollows]",
    [
      ["had", "seats(owned)"],
      ["need", "up(amount(needed))"],
      ["fee", "known(unitFee)"],
      ["most", `share(${given("cap", trueDownCap.value)})`],
      ["stays", `seats(${given("floor", 0)})`],
      ["counted", `integer(${given("years", 1)},${limits(years)})`],
      ["charged", `share(${given("maintenanceRate", 0)})`],
      ["follows", `truth(${given("feeFollows", "TRUE")})`],
      ["least", "IF(need>stays,need,stays)"],
      ["next", "LAMBDA(paid,LET(kept,paid-down(paid*most),IF(kept>least,kept,least)))"],
      ["gone", "LAMBDA(paid,n,IF((counted>=n)*(had>paid),had-paid,0))"],
      ...EACH_YEAR.map((n) => [`paid${n}`, `next(${n === 1 ? "had" : `paid${n - 1}`})`] as const),
    ],
    `(${EACH_YEAR.map((n) => `gone(paid${n},${n})`).join("+")})*fee*(1+charged)*IF(follows,1,0)`,
    "what a right to drop seats at renewal saves over some years",
  ),
  TRUEUP_COST: twin(
    "TRUEUP_COST",
    "bought,assigned,listPrice,monthsOver,[agreedPrice],[maxSeats],[renewalPrice]",
    [
      ["had", "seats(bought)"],
      ["has", "seats(assigned)"],
      ["list", "known(listPrice)"],
      ["agreed", `amount(${ifAny("agreedPrice")})`],
      ["most", `seats(${ifAny("maxSeats")})`],
      ["over", "IF(has>had,has-had,0)"],
      ["charged", "IF((most=0)+(over<most),over,most)"],
      // A list price that is refused is said, though the agreed price would do without it.
      ["paid", "IF(ISERROR(list),list,IF(agreed=0,list,agreed))"],
    ],
    `charged*paid*within(monthsOver,${limits(trueUpMonths)})/12+over*amount(${given("renewalPrice", 0)})`,
    "what seats assigned beyond those bought cost",
  ),
  RATCHET: twin(
    "RATCHET",
    "start,use,[cap],[floor]",
    [
      ["need", "up(amount(use))"],
      ["had", "seats(alone(start))"],
      ["most", `share(alone(${given("cap", 0)}))`],
      ["stays", `seats(alone(${given("floor", 0)}))`],
      ["all", "SUM(need)+had+most+stays"],
    ],
    "IF((ROWS(use)>1)*(COLUMNS(use)>1),#VALUE!,IF(ISERROR(all),all,SCAN(had,need,LAMBDA(paid,n,MAX(n,paid-down(paid*most),stays)))))",
    "seats paid for in each coming year under a cap and a floor",
  ),
  TOKEN_PRICE: twin(
    "TOKEN_PRICE",
    "tokens,tiers,[kind]",
    [
      ["bought", "amount(tokens)"],
      ["how", word("kind", "all")],
      ["table", "amount(tiers)"],
      ["least", "INDEX(table,0,1)"],
      ["cost", "INDEX(table,0,2)"],
      // A blank row is none: it goes behind all that can be bought.
      ["begin", "IF((least=0)*(cost=0),10^13+SEQUENCE(ROWS(table)),least)"],
      ["from", "SORTBY(begin,begin)"],
      ["each", "SORTBY(cost,begin)"],
      ["low", "INDEX(each,1)"],
      ["start", "IF(SEQUENCE(ROWS(from))=1,0,from)"],
      ["rise", "MAKEARRAY(ROWS(each),1,LAMBDA(n,one,INDEX(each,n)-IF(n=1,0,INDEX(each,MAX(n-1,1)))))"],
      ["reached", "MAP(bought,LAMBDA(n,INDEX(each,SUM(1*(start<=n)))))"],
      ["blend", "MAP(bought,LAMBDA(n,IF(n>0,SUM(rise*IF(n>start,n-start,0))/n,low)))"],
    ],
    "IF(COLUMNS(tiers)<>2,#VALUE!,IF(ISERROR(SUM(table)),SUM(table),IF(SUM((least>0)*(cost=0))+(MIN(begin)>10^12),#N/A," +
      'IF(ROWS(UNIQUE(begin))<ROWS(begin),#VALUE!,IF(ISERROR(bought),bought,IF((how="all")+(how="all units"),reached,IF(how="incremental",blend,#VALUE!)))))))',
    "price of one of so many tokens, by a table of tiers",
  ),
  RUNOUT_DATE: twin(
    "RUNOUT_DATE",
    "balance,asOf,tokensPerMonth",
    [
      ["drawn", "amount(tokensPerMonth)"],
      ["until", `down(amount(balance)/IF(drawn=0,#N/A,drawn)*${DAYS_PER_MONTH})+serial(asOf)`],
    ],
    `IF(until>${LAST_SERIAL},#N/A,until)`,
    "first day for which a balance of tokens is too small",
  ),
  EXPIRED_TOKENS: twin(
    "EXPIRED_TOKENS",
    "bought,used",
    [
      ["had", "amount(bought)"],
      ["drawn", "amount(used)"],
    ],
    "IF(had>drawn,had-drawn,0)",
    "tokens bought and not used",
  ),
  NOTICE_DATE: twin(
    "NOTICE_DATE",
    "end,days",
    [],
    `serial(end)-integer(days,${limits(noticeDays)})`,
    "last day to give notice before a contract ends",
  ),
  AUDIT_EXPOSURE: twin(
    "AUDIT_EXPOSURE",
    "metered,entitled,tokenPrice,[discount]",
    [
      ["counted", "amount(metered)"],
      ["allowed", "amount(entitled)"],
      ["less", `share(${given("discount", 0)})`],
    ],
    "IF(counted>allowed,counted-allowed,0)*known(tokenPrice)/(1-IF(less<1,less,#VALUE!))",
    "what an audit would charge for tokens beyond the entitlement, at list",
  ),
  LICENSE_SEGMENT: twin(
    "LICENSE_SEGMENT",
    "daysPerMonth,[daysSinceUse]",
    HABIT,
    `IF(dormant,"Dormant",${labelled(
      "days",
      [
        [powerDays.value, "Power"],
        [regularDays.value, "Regular"],
        [occasionalDays.value, "Occasional"],
      ],
      "Rare",
    )})`,
    "how much somebody uses a product",
  ),
  LICENSE_ACTIVITY: twin(
    "LICENSE_ACTIVITY",
    "daysPerMonth,[daysSinceUse]",
    HABIT,
    `IF(dormant,"Dormant",${labelled(
      "days",
      [
        [activeDays.value, "Active"],
        [occasionalActivityDays.value, "Occasional"],
      ],
      "Minimal",
    )})`,
    "the activity class of license tracking",
  ),
};
