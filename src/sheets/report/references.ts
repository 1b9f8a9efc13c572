import type { AssumptionKey } from "../../engine/assumptions";
import { keys } from "../assumptions";
import { exactText, quoted } from "./table";

/** How the formulas of one result sheet refer to another: by tables, columns and names, never by a sheet. */
export const ASSUMPTIONS = "SeatwiseAssumptions";
export const PRICES = "SeatwisePrices";
export const TOKEN_PRICES = "SeatwiseTokenPrices";
/** What many seats cost; the table is there only where any offering has such prices. */
export const SEAT_PRICES = "SeatwiseSeatPrices";
export const USERS = "SeatwiseUsers";
export const SCENARIOS = "SeatwiseScenarios";
export const SCENARIO_SEATS = "SeatwiseScenarioSeats";
export const SCENARIO_TOKENS = "SeatwiseScenarioTokens";
export const MIX_SEATS = "SeatwiseMixSeats";
export const MIX_POOLS = "SeatwiseMixPools";

/** A token of the recommended scenario, without and with what is bought on top of those that are needed, and that share. */
export const TOKEN_PRICE = "Seatwise.token_price";
export const EFFECTIVE_PRICE = "Seatwise.effective_token_price";
export const BOUGHT_ON_TOP = "Seatwise.bought_on_top";
/** The name of the cell that holds an assumption's value. */
export const assumptionCell = (key: AssumptionKey): string =>
  `Seatwise.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
/** What this run used for it. */
export const analysedAt = (key: AssumptionKey): string =>
  `INDEX(${ASSUMPTIONS}[Analysed at],${keys().indexOf(key) + 1})`;
/** The value of a row of the settings, by its name. */
export const valueOf = (name: string): string =>
  `SUMIFS(${ASSUMPTIONS}[Value],${ASSUMPTIONS}[Name],${exactText(name)})`;
/** What this run used for it, where it is a number. */
export const pricedAt = (name: string): string =>
  `SUMIFS(${ASSUMPTIONS}[Analysed at],${ASSUMPTIONS}[Name],${exactText(name)})`;

export const costColumn = (year: number): string => `Cost year ${year}`;
export const tokensColumn = (year: number): string => `Tokens year ${year}`;
export const seatsColumn = (year: number): string => `Seats year ${year}`;
export const neededColumn = (year: number): string => `Needed year ${year}`;
export const TOKEN_POOL = "Token pool";

/** A scenario's figure by its column. */
export const scenarioFigure = (name: string, column: string): string =>
  `SUMIFS(${SCENARIOS}[${column}],${SCENARIOS}[Scenario],"${name}")`;
/** Seats that a scenario buys of an offering at the list's price. */
export const listedIn = (scenario: string, offering: string, column: string): string =>
  `SUMPRODUCT((${SCENARIO_SEATS}[Scenario]=${scenario})*(${SCENARIO_SEATS}[Offering]=${offering})*(${SCENARIO_SEATS}[Priced by]="list")*${SCENARIO_SEATS}[${column}])`;
/** A figure of the row that has a text; the text may hold signs that a criterion of SUMIFS would take for more. */
export const figureOf = (table: string, column: string, key: string, text: string): string =>
  `SUMPRODUCT((${table}[${key}]=${text})*${table}[${column}])`;
/** How many people have a seat of an offering in the recommended cover. */
export const seatCount = (offering: string): string =>
  `SUMPRODUCT(--ISNUMBER(FIND(${quoted(`; ${offering};`)},"; "&${USERS}[Recommended seats]&";")))`;
/** What a seat of the offering in a column costs at the renewal. */
export const priceAtRenewal = (offering: string): string =>
  figureOf(PRICES, "Price at renewal", "Offering", offering);
