/**
 * Examples of every custom function: for the tests, for the help, and for a workbook in which each stands beside a formula of
 * Excel's own that must show the same.
 */
export interface Example {
  readonly name: string;
  /** As they are typed into a cell, literals only, with commas between arguments and columns and semicolons between rows. */
  readonly arguments: string;
  /** Dates are Excel's serial numbers. A matrix spills. */
  readonly result: Value | readonly (readonly Value[])[];
  /** The same from the same literals, by functions that Excel 2021 and LibreOffice know. */
  readonly native: string;
}
type Value = number | string | boolean;

const MONTHS = "{2500,2800,3000,3100,3200,3400,3600,3500,3300,3300,3200,3100}";
const AEC_BUFFERS = "{0.15,0.15,0.15,0.15,0.15,0.25,0.25,0.25,0.15,0.15,0.15,0.15}";
const OFFERS = '{"Revit",2985,"";"AutoCAD",2030,"";"AEC Collection",3675,"AutoCAD; Revit"}';
const OWNED_LESS = "14500-MAX(10200,10000,14500*(1-20%)";

export const EXAMPLES: readonly Example[] = [
  { name: "FLEXCOST", arguments: "85, 6, 3", result: 1530, native: "85*6*3" },
  { name: "FLEXCOST", arguments: "{85;200}, 6, 3", result: [[1530], [3600]], native: "{85;200}*6*3" },
  {
    name: "BEST_COVER",
    arguments: `{"Revit","AutoCAD"}, {61,40}, {10,7}, 3, ${OFFERS}`,
    result: "Flex",
    native: 'IF((61*10+40*7)*3<=MIN(3675,2985+40*7*3,2030+61*10*3),"Flex","seats")',
  },
  {
    name: "BEST_COVER",
    arguments: `{"Revit","AutoCAD"}, {61,40}, {10,7}, 3, ${OFFERS}, "cost"`,
    result: 2670,
    native: "MIN((61*10+40*7)*3,3675,2985+40*7*3,2030+61*10*3)",
  },
  {
    name: "BEST_COVER",
    arguments: `{"Revit","AutoCAD"}, {150,20;90,90}, {10,7}, 3, ${OFFERS}, "cost"`,
    result: [[3405], [3675]],
    native: "IF({1;2}=1,2985+20*7*3,MIN(3675,90*10*3+90*7*3,2985+90*7*3))",
  },
  { name: "BREAKEVEN_DAYS", arguments: "1800, 6, 3", result: 100, native: "1800/(6*3)" },
  { name: "BREAKEVEN_DAYS", arguments: '1800, 6, 3, "month"', result: 100 / 12, native: "1800/(6*3)/12" },
  { name: "BREAKEVEN_DAYS", arguments: "2030, 7, 3", result: 2030 / 21, native: "2030/(7*3)" },
  { name: "BREAKEVEN_DAYS", arguments: "1800, 6, 3.3", result: 1800 / 19.8, native: "1800/(6*3.3)" },
  { name: "POOLSIZE", arguments: "42000", result: 579_600, native: "CEILING(ROUND(42000*12*(1+15%),6),1)" },
  {
    name: "POOLSIZE",
    arguments: "42000, , , 1000",
    result: 580_000,
    native: "CEILING(ROUND(42000*12*(1+15%),6),1000)",
  },
  {
    name: "POOLSIZE",
    arguments: `${MONTHS}, , "average"`,
    result: 41_800,
    native: `CEILING(ROUND(SUM(${MONTHS})*(1+10%),6),1)`,
  },
  {
    name: "POOLSIZE",
    arguments: `${MONTHS}, 15%, "average"`,
    result: 43_700,
    native: `CEILING(ROUND(SUM(${MONTHS})*(1+15%),6),1)`,
  },
  {
    name: "POOLSIZE",
    arguments: `35000, ${AEC_BUFFERS}, "season"`,
    result: 493_500,
    native: `CEILING(ROUND(SUMPRODUCT(35000*(1+${AEC_BUFFERS})),6),1)`,
  },
  {
    name: "TRUEDOWN_SAVING",
    arguments: "14500, 10200, 3700",
    result: 15_910_000,
    native: "MAX(14500-10200,0)*3700",
  },
  {
    name: "TRUEDOWN_SAVING",
    arguments: "14500, 10200, 3700, 20%, 10000, 3",
    result: 42_550_000,
    native: `(${OWNED_LESS})+${OWNED_LESS}^2)+${OWNED_LESS}^3))*3700`,
  },
  {
    name: "TRUEDOWN_SAVING",
    arguments: "14500, 10200, 3700, , 10000, 3",
    result: 47_730_000,
    native: "MAX(14500-MAX(10200,10000),0)*3700*3",
  },
  {
    name: "TRUEDOWN_SAVING",
    arguments: "110, 100, 100, , , , 20%",
    result: 1200,
    native: "MAX(110-100,0)*100*(1+20%)",
  },
  {
    name: "TRUEDOWN_SAVING",
    arguments: "110, 100, 100, , , , , FALSE",
    result: 0,
    native: "MAX(110-100,0)*100*IF(FALSE,1,0)",
  },
  {
    name: "TRUEUP_COST",
    arguments: "50, 55, 2030, 7",
    result: 71_050 / 12,
    native: "MAX(55-50,0)*2030*7/12",
  },
  {
    name: "TRUEUP_COST",
    arguments: "50, 55, 2030, 12, 1200, 2, 2000",
    result: 12_400,
    native: "MIN(MAX(55-50,0),2)*1200*12/12+MAX(55-50,0)*2000",
  },
  {
    name: "RATCHET",
    arguments: "14500, {10200;10200}, 20%, 10000",
    result: [[11_600], [10_200]],
    native: "IF(14500*(1-20%)^{1;2}>10200,14500*(1-20%)^{1;2},10200)",
  },
  {
    name: "RATCHET",
    arguments: "100, {90,120,80}",
    result: [[100, 120, 120]],
    native: "IF({100,100,100}>{90,120,120},{100,100,100},{90,120,120})",
  },
  {
    name: "TOKEN_PRICE",
    arguments: "6000, {0,3;5000,2.8}",
    result: 2.8,
    native: "LOOKUP(6000,{0,5000},{3,2.8})",
  },
  {
    name: "TOKEN_PRICE",
    arguments: '6000, {0,3;5000,2.8}, "incremental"',
    result: 17_800 / 6000,
    native: "(5000*3+(6000-5000)*2.8)/6000",
  },
  {
    name: "RUNOUT_DATE",
    arguments: "24000, DATE(2026,10,31), 6000",
    result: 46_447,
    native: "DATE(2026,10,31)+INT(ROUND(24000/6000*30.4375,6))",
  },
  { name: "EXPIRED_TOKENS", arguments: "60000, 38000", result: 22_000, native: "MAX(60000-38000,0)" },
  { name: "EXPIRED_TOKENS", arguments: "579600, 420000", result: 159_600, native: "MAX(579600-420000,0)" },
  { name: "NOTICE_DATE", arguments: "DATE(2026,12,31), 45", result: 46_342, native: "DATE(2026,12,31)-45" },
  {
    name: "AUDIT_EXPOSURE",
    arguments: "70000, 50000, 3, 50%",
    result: 120_000,
    native: "MAX(70000-50000,0)*3/(1-50%)",
  },
  {
    name: "AUDIT_EXPOSURE",
    arguments: "70000, 50000, 3, 60%",
    result: 150_000,
    native: "MAX(70000-50000,0)*3/(1-60%)",
  },
  {
    name: "LICENSE_SEGMENT",
    arguments: "17.9",
    result: "Regular",
    native: 'IF(17.9>=18,"Power",IF(17.9>=8,"Regular",IF(17.9>=3,"Occasional",IF(17.9>0,"Rare","Dormant"))))',
  },
  {
    name: "LICENSE_SEGMENT",
    arguments: "12, 120",
    result: "Dormant",
    native: 'IF(120>=90,"Dormant",IF(12>=18,"Power",IF(12>=8,"Regular",IF(12>=3,"Occasional","Rare"))))',
  },
  {
    name: "LICENSE_ACTIVITY",
    arguments: "17.9",
    result: "Active",
    native: 'IF(17.9>=10,"Active",IF(17.9>=2,"Occasional",IF(17.9>0,"Minimal","Dormant")))',
  },
  {
    name: "LICENSE_ACTIVITY",
    arguments: "1.5, 20",
    result: "Minimal",
    native: 'IF(20>=90,"Dormant",IF(1.5>=10,"Active",IF(1.5>=2,"Occasional","Minimal")))',
  },
];
