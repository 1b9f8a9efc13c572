import { visitedBeforeEach } from "./site";

const csv = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(lines.join("\n")),
});

const LOG = csv("log.csv", [
  "User,Product,Start,End,Machine,Logged in,Active minutes",
  "ann@x.example,AutoCAD,2026-07-06 11:00,2026-07-06 11:20,PC1,yes,15",
  // From 01:30 to 02:30 in Newfoundland, and nobody there.
  "bob@x.example,AutoCAD,2026-07-07 04:00,2026-07-07 05:00,PC2,no,",
  "bob@x.example,AutoCAD,2026-07-09 12:00,2026-07-10 14:00,PC2,yes,",
]);
const USERS = csv("people.csv", [
  "Email,Department,Time zone",
  "ann@x.example,Design,Europe/Berlin",
  "bob@x.example,Drawing,America/St_Johns",
]);

describe("the card that explains one charge", () => {
  const { visit } = visitedBeforeEach();

  test("goes from the rows of the log to the window, the rule, the tokens, the money and the waste", async () => {
    const { page } = visit();
    await page.setInputFiles("input[type=file]", [LOG, USERS]);
    await page.getByText("Sessions").first().waitFor();
    await page.getByRole("button", { name: "Analyse" }).click();
    const card = page.getByRole("region", { name: "Explain a charge" });
    await card.waitFor();
    const [user, charge] = [card.getByRole("combobox").first(), card.getByRole("combobox").last()];
    const steps = async (): Promise<(readonly [string, string])[]> => {
      const names = await card.getByRole("term").allTextContents();
      const texts = await card.getByRole("definition").allTextContents();
      return names.map((name, i) => [name, texts[i] ?? ""] as const);
    };

    await user.selectOption("bob@x.example");
    const night = charge.getByRole("option", { name: /2026-07-07 04:00/ });
    await night.waitFor({ state: "attached" });
    await charge.selectOption({ label: (await night.textContent()) ?? "" });
    await card.getByText("Waste").first().waitFor();
    expect(await steps()).toEqual([
      ["Rows", "row 3 of log: 2026-07-07 04:00 to 2026-07-07 05:00, on PC2"],
      [
        "Window",
        "24 hours from 2026-07-07 04:00 to 2026-07-08 04:00 UTC, 2026-07-07 01:30 in America/St_Johns",
      ],
      ["Rule", "launched outside any window, so 24 hours begin"],
      ["Tokens", "7 tokens, the rate of a day"],
      ["Money", "21, at 3.00 a token"],
      ["Waste", "background use: outside business hours, nobody logged in"],
    ]);

    // The charge of a product that was left open: no waste, and the reason for it.
    const second = charge.getByRole("option", { name: /2026-07-10 12:00/ });
    await charge.selectOption({ label: (await second.textContent()) ?? "" });
    await card.getByText("still open when its 24 hours ended").waitFor();
    expect((await steps()).map(([name]) => name)).toEqual(["Rows", "Window", "Rule", "Tokens", "Money"]);

    // Another user has other charges, on clocks of her own.
    await user.selectOption("ann@x.example");
    await charge.getByRole("option", { name: /2026-07-06 11:00/ }).waitFor({ state: "attached" });
    await charge.selectOption({ index: 1 });
    await card.getByText("short day: 20 minutes in 24 hours").waitFor();
    expect((await steps())[1]?.[1]).toContain("2026-07-06 13:00 in Europe/Berlin");
  });
});
