import { LAST_DAY, toSerial } from "../engine/calendar";
import { EARLIEST_DAY } from "./kinds";
import type { Parameter } from "./parameters";

/** The formula of a twin: names with their formulas, in order, and the result. */
export interface TwinBody {
  readonly let?: Readonly<Record<string, string>>;
  readonly result: string;
}

/** The last day that a cell can hold, as a serial number. */
export const LAST_SERIAL = toSerial(LAST_DAY, 1900);

/**
 * How twins read their arguments: small functions of a cell, which give the value or the error that the add-in's
 * function gives. None may have the name of a cell, nor R or C, nor the name of a function of Excel.
 */
const READERS = {
  /**
   * A text that spells a number counts as a number. After "0." there can be no sign, date, currency or second
   * separator.
   */
  number:
    'LAMBDA(x,IF(ISNUMBER(x),x,IF(ISBLANK(x),0,IF(LEN(x)=0,#VALUE!,LET(t,TRIM(x),v,NUMBERVALUE(t,"."," "),' +
    'digits,NUMBERVALUE("0."&SUBSTITUTE(SUBSTITUTE(t,".","",1)," ","_"),"."," "),' +
    // 1.234 is ambiguous: the point may group digits.
    'grouped,(LEN(t)-FIND(".",t&".")=3)*(v>=1)*(v<1000),IF(ISNUMBER(digits)*(grouped=0),v,#VALUE!))))))',
  within: "LAMBDA(x,least,most,LET(v,number(x),IF((v>=least)*(v<=most),v,#VALUE!)))",
  amount: "LAMBDA(x,within(x,0,10^12))",
  integer: "LAMBDA(x,least,most,LET(v,within(x,least,most),IF(v=INT(v),v,#VALUE!)))",
  seats: "LAMBDA(x,integer(x,0,10^12))",
  share: "LAMBDA(x,within(x,0,1))",
  /** A price or rate: 0 means unknown. */
  known: "LAMBDA(x,IF(LEN(x)=0,#N/A,LET(v,amount(x),IF(v=0,#N/A,v))))",
  serial:
    'LAMBDA(x,LET(t,TRIM(x),iso,(LEN(t)=10)*(MID(t,5,1)="-")*(MID(t,8,1)="-"),' +
    "yyyy,NUMBERVALUE(LEFT(t,4)),mm,NUMBERVALUE(MID(t,6,2)),dd,NUMBERVALUE(RIGHT(t,2)),d,DATE(yyyy,mm,dd)," +
    "v,IF(ISNUMBER(x),INT(x),IF(iso,IF((YEAR(d)=yyyy)*(MONTH(d)=mm)*(DAY(d)=dd),d,#VALUE!),INT(number(x))))," +
    `IF((v>=${toSerial(EARLIEST_DAY, 1900)})*(v<=${LAST_SERIAL}),v,#VALUE!)))`,
  truth: 'LAMBDA(x,IF(ISLOGICAL(x),x,IF(TRIM(x)="TRUE",TRUE,IF(TRIM(x)="FALSE",FALSE,#VALUE!))))',
  alone: "LAMBDA(x,IF(ROWS(x)*COLUMNS(x)=1,x,#VALUE!))",
  /** Up to whole numbers; rounding first removes the noise of binary fractions. */
  up: "LAMBDA(x,ROUNDUP(ROUND(x,6),0))",
  down: "LAMBDA(x,INT(ROUND(x,6)))",
} as const;

type Reader = keyof typeof READERS;
const READER_NAMES = Object.keys(READERS) as Reader[];

/** The readers that a formula calls, each after the readers that it calls itself. */
function readersIn(formula: string): Reader[] {
  const called = (text: string): Reader[] =>
    READER_NAMES.filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  const all = new Set<Reader>();
  const add = (name: Reader): void => {
    called(READERS[name]).forEach(add);
    all.add(name);
  };
  called(formula).forEach(add);
  return [...all];
}

/** The argument of a parameter as a twin reads it. */
export const twinValue = ({ twinReader, twinGiven }: Parameter<unknown>): string => twinReader(twinGiven);

/** The whole LAMBDA, from functions that Excel 2024 and 365 have. */
export function lambdaOf(parameters: readonly Parameter<unknown>[], body: TwinBody): string {
  const names = parameters.map(({ name, leftOut }) => (leftOut === undefined ? name : `[${name}]`));
  const steps = Object.entries(body.let ?? {}).map(([name, formula]) => `${name},${formula},`);
  const readers = readersIn(steps.join("") + body.result).map((reader) => `${reader},${READERS[reader]},`);
  return `LAMBDA(${names.join(",")},LET(${readers.join("")}${steps.join("")}${body.result}))`;
}

/** The label of the first limit that a value reaches, from the highest limit down. */
export const labelByLimits = (
  value: string,
  limits: readonly (readonly [least: number, label: string])[],
  otherwise: string,
): string =>
  limits.reduceRight((rest, [least, label]) => `IF(${value}>=${least},"${label}",${rest})`, `"${otherwise}"`);
