import metadata from "../functions/functions.json";
import type { InMemoryExcel } from "../hosts/excel/office";
import { sampleInExcel } from "../hosts/excel/sample";
import { CDN, showInExcel } from "./excel-page";
import { Site, type Visit } from "./site";

/** A button of the ribbon, pressed as Excel does it. */
const press = (button: string) =>
  `new Promise((completed) => Office.actions._association.mappings.${button.toUpperCase()}({ completed }))`;

async function until(come: () => boolean): Promise<void> {
  for (let tries = 0; !come(); tries++) {
    if (tries > 100) throw new Error("It did not come.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the pane in Excel", () => {
  let site: Site;
  let excel: InMemoryExcel;
  let visit: Visit;
  const tabs = () => excel.model.sheets.map(({ name }) => name);
  beforeAll(async () => (site = await Site.open()));
  afterAll(async () => site.close());
  beforeEach(async () => {
    ({ excel } = await sampleInExcel());
    visit = await site.visit((context) => showInExcel(context, excel));
    await visit.page.goto(`${site.address}/taskpane.html`);
    await visit.page.getByText("Subscriptions").first().waitFor();
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    expect(visit.foreign.filter((address) => !address.startsWith(CDN))).toEqual([]);
    await visit.page.context().close();
  });

  test("recognises the tables, analyses, writes the answer and leads to it", async () => {
    const { page } = visit;
    expect(await page.getByText("This page works without Excel").count()).toBe(0);
    await page.getByRole("button", { name: "Analyse" }).click();
    const headlines = page.getByRole("table", { name: "Headlines" });
    await headlines.waitFor();
    expect(await headlines.getByRole("row", { name: /Best mix, first year/ }).textContent()).toContain(
      "343,400",
    );
    await page.getByRole("progressbar").waitFor({ state: "detached" });
    expect(tabs().slice(-23)).toEqual([
      "Renewal",
      "Scenarios",
      "Users (2)",
      "Token plan",
      "Token use",
      "Waste",
      "Audit",
      "Harvest",
      "Transition",
      "True-down",
      "Calendar",
      "Negotiation brief",
      "Letters",
      "Reconciliation",
      "Decision log",
      "Reconciliation log",
      "Best mix",
      "Break-even",
      "Workings",
      "Assumptions",
      "Data issues",
      "Checks",
      "About",
    ]);
    expect(excel.model.active.name).toBe("Renewal");

    await headlines.getByRole("button", { name: "Shelfware" }).click();
    await until(() => excel.model.active.name === "Reconciliation");
    await page.getByRole("button", { name: "Users", exact: true }).click();
    await until(() => excel.model.active.name === "Users (2)");
    expect(await page.getByRole("link", { name: /^Save/ }).count()).toBe(0);
  });

  test("shows how far it is, and can be cancelled with nothing changed", async () => {
    const { page } = visit;
    const before = tabs();
    await page.getByRole("button", { name: "Analyse" }).click();
    await page.getByText(/^Reading Usage/).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled; nothing was changed.").waitFor();
    expect(tabs()).toEqual(before);
    expect(await page.getByRole("table", { name: "Headlines" }).count()).toBe(0);
  });

  test("the ribbon's buttons work in the pane", async () => {
    const { page } = visit;
    await page.evaluate(press("templates"));
    await page.getByRole("checkbox", { name: "Rates", exact: true }).check();
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Added: Rates").waitFor();
    expect(tabs().at(-1)).toBe("Rates");
    await page.evaluate(press("portable"));
    await page.getByRole("button", { name: "Make formulas portable" }).click();
    await page.getByText("No formula in this workbook uses a function of Seatwise").waitFor();
    await page.evaluate(press("analyse"));
    await page.getByRole("table", { name: "Headlines" }).waitFor();
    await page.getByRole("progressbar").waitFor({ state: "detached" });
    expect(tabs()).toContain("Renewal");
  });

  test("formulas become portable, or values after a second thought", async () => {
    excel.model.sheets.splice(0);
    const costs = excel.model.addSheet("Costs", [[85], [200]]);
    const { page } = visit;
    excel.model.functions.set("FLEXCOST", (days = []) =>
      days.map((row) => row.map((cell) => Number(cell) * 18)),
    );
    costs.write(0, 1, "=FLEXCOST(A1, 6, 3)");
    costs.write(1, 1, "=FLEXCOST(A2, 6, 3)");
    const formulas = () => [0, 1].map((row) => costs.cell(row, 1).formula);

    await page.getByRole("tab", { name: "Portable" }).click();
    await page.getByRole("button", { name: "Freeze..." }).click();
    await page.getByText("2 formulas in 2 cells will become values").waitFor();
    await page.getByRole("button", { name: "Keep the formulas" }).click();
    expect(formulas()).toEqual(["=FLEXCOST(A1, 6, 3)", "=FLEXCOST(A2, 6, 3)"]);

    await page.getByRole("button", { name: "Freeze..." }).click();
    await page.getByRole("button", { name: "Freeze 2 cells" }).click();
    await page.getByText("2 formulas in 1 sheet are values now").waitFor();
    expect(formulas()).toEqual([undefined, undefined]);
    expect(costs.cell(0, 1).value).toBe(1530);

    costs.write(1, 1, "=FLEXCOST(A2, 6, 3)");
    await page.getByRole("button", { name: "Make formulas portable" }).click();
    await page.getByText("1 formula in 1 sheet now uses SW_FLEXCOST").waitFor();
    expect(formulas()).toEqual([undefined, "=SW_FLEXCOST(A2, 6, 3)"]);
  });

  test("every function is there for Excel to call, and answers", async () => {
    const { page } = visit;
    const associated = await page.evaluate("Object.keys(CustomFunctions._association.mappings)");
    expect([...(associated as string[])].sort()).toEqual(metadata.functions.map(({ id }) => id).sort());
    const cost = (days: number | string) =>
      page.evaluate(
        `CustomFunctions._association.mappings.FLEXCOST([[${JSON.stringify(days)}]], [[6]], [[3]], null)`,
      );
    expect(await cost(85)).toEqual([[1530]]);
    const refused = `(() => { try { return CustomFunctions._association.mappings.FLEXCOST([["x"]], [[6]], [[3]]); } catch (error) { return error.code + " " + error.message; } })()`;
    expect(await page.evaluate(refused)).toMatch(/^#VALUE! .*days/);
  });
});
