import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { readAll } from "../hosts/contract";
import { visitedBeforeEach, type Visit } from "./site";

const SAMPLE = join(__dirname, "..", "..", "examples", "design-firm.xlsx");

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

describe("the page without Excel", () => {
  const { visit } = visitedBeforeEach();

  const choose = (...files: Parameters<Visit["page"]["setInputFiles"]>[1][]) =>
    visit().page.setInputFiles("input[type=file]", files as never);

  test("says that there is no Excel, and analyses files instead", async () => {
    const { page } = visit();
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
      "waste",
      "audit",
      "harvest",
      "transition",
      "true-down",
      "calendar",
      "brief",
      "letters",
      "reconciliation",
      "decision-log",
      "reconciliation-log",
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

  test("shows how the tokens burn down, and answers what so many tokens lead to", async () => {
    const { page } = visit();
    await choose(SAMPLE);
    await page.getByText("Subscriptions").first().waitFor();
    await page.getByRole("button", { name: "Analyse" }).click();
    const card = page.getByRole("region", { name: "Tokens" });
    await card.waitFor();
    const rows = card.getByRole("table", { name: "Token balance" }).getByRole("row");
    // Six months seen, three of forecast, and the header.
    expect(await rows.allTextContents()).toEqual([
      "End ofLeft at most",
      "2026-056,991",
      "2026-0610,177",
      "2026-078,112",
      "2026-086,235",
      "2026-094,829",
      "2026-103,495",
      "2026-11 *2,196",
      "2026-12 *1,019",
      "2027-01 *0",
    ]);

    const order = card.getByLabel("What if I buy so many tokens?");
    await order.fill("15300");
    // The figures of the Token plan sheet for the same order.
    const answer = card.getByText(/^15,300 tokens cost 43,605 USD/);
    await answer.waitFor();
    expect(await answer.textContent()).toContain(
      "with a chance of 48.5 %. On average 567 of them end unused",
    );
    expect(await answer.textContent()).toContain("the twelve months cost 45,394 USD, top-ups included");
    for (const refused of ["-5", "15,300", "15350", "many"]) {
      await order.fill(refused);
      await card.getByRole("alert").getByText("A multiple of 100, in digits only.").waitFor();
      expect(await card.getByText(/^15,300 tokens cost/).count()).toBe(0);
    }
    await order.fill("15300");
    await card.getByLabel("What if I want so many % cover?").fill("90");
    await card.getByText(/^17,300 tokens cost 49,305 USD and last the .* with a chance of 90.5 %/).waitFor();
    if (process.env["CARD"]) await card.screenshot({ path: process.env["CARD"] });
  });

  test("shows the balance of the pool that is chosen, and answers for it", async () => {
    const { page } = visit();
    // Ten months of 21 work days and 7 and 10 tokens a day, from packs of 2,000 and 3,000.
    const months = Array.from({ length: 10 }, (_, n) => `2026-${String(n + 1).padStart(2, "0")}`);
    const days = Array.from({ length: 21 }, (_, n) => String(n + 1).padStart(2, "0"));
    const use = months.flatMap((month) =>
      days.flatMap((day) => [
        `ann@x.example,AutoCAD,${month}-${day},Flex,7`,
        `bob@x.example,Revit,${month}-${day},Flex,10`,
      ]),
    );
    await choose(
      csv("usage.csv", ["Email,Product,Day used,Access option,Tokens used", ...use, ""].join("\n")),
      csv("users.csv", "Email,Full name,Token pool\nann@x.example,Ann,North\nbob@x.example,Bob,South\n"),
      csv(
        "packs.csv",
        "Purchased,Tokens,Price,Token pool\n2026-01-01,2000,6000,North\n2026-01-01,3000,9000,South\n",
      ),
    );
    await page.getByText("Token packs").first().waitFor();
    await page.getByLabel("As of").fill("2026-10-21");
    await page.getByRole("button", { name: "Analyse" }).click();
    const card = page.getByRole("region", { name: "Tokens" });
    await card.waitFor();
    const left = () => card.getByRole("row", { name: /^2026-09/ }).textContent();
    const of = card.getByLabel("Tokens of");
    expect(await of.locator("option").allTextContents()).toEqual(["all pools together", "North", "South"]);
    // 9 × 21 × 7 = 1,323 and 9 × 21 × 10 = 1,890 are used by the end of September.
    expect(await left()).toBe("2026-091,787");
    await of.selectOption("North");
    expect(await left()).toBe("2026-09677");
    await of.selectOption("South");
    expect(await left()).toBe("2026-091,110");
    await card.getByLabel("What if I buy so many tokens?").fill("1000");
    await card.getByText(/^1,000 tokens cost 3,000 USD/).waitFor();
    expect(await card.getByText("pools together, as if they were one").count()).toBe(0);
    await of.selectOption("");
    await card.getByText("pools together, as if they were one").waitFor();
  });

  test.each([
    ["is not there where nothing is known of packs and use", []],
    ["says why the balance is unknown", [csv("packs.csv", "Purchased,Tokens\n2026-01-05,5000\n")]],
  ])("the token card %s", async (_, packs) => {
    const { page } = visit();
    const subscriptions = "Product,Seats,Price per seat,Start,End\nAutoCAD,3,2030,2026-01-01,2026-12-31\n";
    await choose(csv("subscriptions.csv", subscriptions), ...packs);
    await page.getByText("Subscriptions").first().waitFor();
    await page.getByRole("button", { name: "Analyse" }).click();
    await page.getByRole("region", { name: "Answer" }).waitFor();
    const card = page.getByRole("region", { name: "Tokens" });
    expect(await card.allTextContents()).toEqual(
      packs.map(() => "TokensThe token balance is unknown: no export says on which days tokens were drawn."),
    );
  });

  test("a file that is no workbook is named, and nothing is offered to save", async () => {
    const { page } = visit();
    await choose({
      name: "old.xls",
      mimeType: "application/vnd.ms-excel",
      buffer: Buffer.from("x"),
    });
    await page.getByText("old.xls is in the .xls format").waitFor();
    expect(await page.getByRole("link", { name: /^Save/ }).count()).toBe(0);
  });

  test("a file without any table says what to do", async () => {
    const { page } = visit();
    await choose({ name: "notes.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") });
    await page.getByText("No sheet has a known table").waitFor();
    expect(await page.getByRole("button", { name: "Analyse" }).isDisabled()).toBe(true);
  });

  test("blank tables come as a workbook", async () => {
    const { page } = visit();
    await page.getByRole("tab", { name: "Templates" }).click();
    await page.getByRole("checkbox", { name: "Rates", exact: true }).check();
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Added: Rates").waitFor();
    const link = page.getByRole("link", { name: "Save blank-seatwise.xlsx" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const saved = openXlsx("saved.xlsx", new Uint8Array(await readFile(await download.path())));
    expect((await saved.sheets()).map(({ name }) => name)).toEqual(["Rates"]);
  });

  test("can be used by keyboard alone", async () => {
    const { page } = visit();
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
