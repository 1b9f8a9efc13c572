import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { readAll } from "../hosts/contract";
import { Site, type Visit } from "./site";

const SAMPLE = join(__dirname, "..", "..", "examples", "design-firm.xlsx");

describe("the page without Excel", () => {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => (site = await Site.open()));
  afterAll(async () => site.close());
  beforeEach(async () => {
    visit = await site.visit();
    await visit.page.goto(`${site.address}/index.html`);
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    expect(visit.foreign).toEqual([]);
    await visit.page.context().close();
  });

  const choose = (...files: Parameters<(typeof visit)["page"]["setInputFiles"]>[1][]) =>
    visit.page.setInputFiles("input[type=file]", files as never);

  test("says that there is no Excel, and analyses files instead", async () => {
    const { page } = visit;
    await page.getByText("This page works without Excel").waitFor();
    expect(await page.getByRole("button", { name: "Analyse" }).isDisabled()).toBe(true);

    await choose(SAMPLE);
    await page.getByText("Subscriptions").first().waitFor();
    await page.getByRole("button", { name: "Analyse" }).click();
    const headlines = page.getByRole("table", { name: "Headlines" });
    await headlines.waitFor();
    expect(await headlines.getByRole("row", { name: /Best mix, first year/ }).textContent()).toContain(
      "343,400",
    );
    await page.getByText("Renew 25 fewer AEC Collection seats").waitFor();

    const link = page.getByRole("link", { name: "Save design-firm-seatwise.xlsx" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("design-firm-seatwise.xlsx");
    const saved = openXlsx("saved.xlsx", new Uint8Array(await readFile(await download.path())));
    expect((await saved.sheets()).map(({ ours }) => ours).filter(Boolean)).toEqual([
      "renewal",
      "scenarios",
      "users",
      "token-plan",
      "token-use",
      "transition",
      "reconciliation",
      "mix",
      "break-even",
      "workings",
      "assumptions",
      "issues",
      "checks",
      "about",
    ]);
    expect((await readAll(saved, "Renewal")).length).toBeGreaterThan(20);
  });

  test("a file that is no workbook is named, and nothing is offered to save", async () => {
    const { page } = visit;
    await choose({
      name: "old.xls",
      mimeType: "application/vnd.ms-excel",
      buffer: Buffer.from("x"),
    });
    await page.getByText("old.xls is in the .xls format").waitFor();
    expect(await page.getByRole("link", { name: /^Save/ }).count()).toBe(0);
  });

  test("a file without any table says what to do", async () => {
    const { page } = visit;
    await choose({ name: "notes.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") });
    await page.getByText("No sheet has a known table").waitFor();
    expect(await page.getByRole("button", { name: "Analyse" }).isDisabled()).toBe(true);
  });

  test("blank tables come as a workbook", async () => {
    const { page } = visit;
    await page.getByRole("tab", { name: "Templates" }).click();
    await page.getByRole("checkbox", { name: "Rates" }).check();
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Added: Rates").waitFor();
    const link = page.getByRole("link", { name: "Save blank-seatwise.xlsx" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const saved = openXlsx("saved.xlsx", new Uint8Array(await readFile(await download.path())));
    expect((await saved.sheets()).map(({ name }) => name)).toEqual(["Rates"]);
  });

  test("can be used by keyboard alone", async () => {
    const { page } = visit;
    await choose(SAMPLE);
    await page.getByText("Subscriptions").first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let presses = 0; presses < 30 && (await focused()) !== "Analyse"; presses++)
      await page.keyboard.press("Tab");
    for (let presses = 0; presses < 30; presses++) {
      const button = await page.evaluate(
        () =>
          document.activeElement?.tagName === "BUTTON" &&
          document.activeElement.textContent === "Analyse" &&
          document.activeElement.getAttribute("role") !== "tab",
      );
      if (button) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Headlines" }).waitFor();
  });
});
