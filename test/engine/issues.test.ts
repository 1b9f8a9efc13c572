import { ISSUES, type IssueCode } from "../../src/engine/issues";

/** A message with the same number for everything that it names. */
const message = (code: IssueCode, n: number): string => {
  const say = ISSUES[code].message as (...parts: unknown[]) => string;
  return say(...new Array<number>(say.length).fill(n));
};
/** Messages in which a 1 may stand for a name or for an amount that is already text. */
const NAMES_FIRST: readonly IssueCode[] = [
  "unknown-price",
  "listed-by-member",
  "too-many",
  "no-packs",
  "tokens-without-users",
  "tokens-left-out",
  "renamed-column",
];
const codes = (Object.keys(ISSUES) as IssueCode[]).filter((code) => !NAMES_FIRST.includes(code));
const NOUNS = "user|seat|day|token|row|charge|file|subscription";

describe("the messages of issues", () => {
  it("speak of 1 in the singular", () => {
    const wrong = new RegExp(
      `\\b1 (1 )?(metered )?(${NOUNS})s\\b|\\b1 (1 )?(${NOUNS}) (are|were|begin|keep)\\b`,
    );
    expect(codes.map((code) => message(code, 1)).filter((text) => wrong.test(text))).toEqual([]);
  });

  it("speak of 2 in the plural", () => {
    const wrong = new RegExp(
      `\\b2 (2 )?(metered )?(${NOUNS})\\b(?!s)|\\b2 (2 )?(${NOUNS})s (is|was|begins|keeps)\\b`,
    );
    expect(codes.map((code) => message(code, 2)).filter((text) => wrong.test(text))).toEqual([]);
  });

  it("agree with their number where the verb stands apart from it", () => {
    const both = (code: IssueCode) => [message(code, 1), message(code, 2)];
    const of = (code: IssueCode, one: RegExp, two: RegExp) => {
      const [single, several] = both(code);
      expect(single).toMatch(one);
      expect(several).toMatch(two);
    };
    of("line-not-started", /begins on .* and is not counted/, /begin on .* and are not counted/);
    of("metered-not-audited", /charge was read/, /charges were read/);
    of("outside-tables", /was not read/, /were not read/);
    of("line-ended", /is not counted/, /are not counted/);
    of("hashed-and-named", /use is hidden/, /use are hidden/);
    of("period-unknown", /this user keeps/, /these users keep /);
    of("report-only-use", /this user\b/, /these users\b/);
  });
});
