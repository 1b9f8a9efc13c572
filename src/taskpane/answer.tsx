import { Button, Link, makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { figureText } from "../engine/statements/headlines";
import { hasSeats, lineNames, tellByText } from "../engine/renewal/renewal-lines";
import { headlinesAmong, ofKind, type Statement } from "../engine/statements/statements";
import { counted, wholeNumber } from "../engine/wording";
import type { CellTarget } from "../workbook/spec";
import { ChargeCard, type Explain } from "./charge-card";
import type { PaneAnswer } from "./pane-answer";
import { TokenCard } from "./token-card";

const useAnswerStyles = makeStyles({
  heading: { fontSize: tokens.fontSizeBase400, marginBlock: tokens.spacingVerticalS },
  result: { fontWeight: tokens.fontWeightSemibold, marginBlock: tokens.spacingVerticalXS },
  note: { color: tokens.colorNeutralForeground2, margin: 0 },
  table: { borderCollapse: "collapse", width: "100%" },
  cell: { fontWeight: "normal", paddingBlock: tokens.spacingVerticalXXS, textAlign: "start" },
  figure: { fontVariantNumeric: "tabular-nums", textAlign: "end", whiteSpace: "nowrap" },
  list: { display: "grid", gap: tokens.spacingVerticalXS, margin: 0, paddingInlineStart: "1.2rem" },
  links: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** Goes to a cell of a result sheet; undefined where sheets cannot be shown. */
type Show = ((target: CellTarget) => void) | undefined;

interface AnswerProps {
  readonly answer: PaneAnswer;
  readonly explain: Explain;
  readonly show: Show;
}

type ShownProps = Pick<AnswerProps, "answer" | "show">;

/** The headlines, the scenarios, what to order and do, and links to the result sheets. */
export function AnswerView({ answer, explain, show }: AnswerProps) {
  const styles = useAnswerStyles();
  const { asOf, currency, rows, skipped } = answer;
  const said = (kind: Statement["kind"]): string[] => ofKind(answer.statements, kind).map(({ text }) => text);
  return (
    <section aria-label="Answer">
      <h2 className={styles.heading}>Answer</h2>
      <p className={styles.note}>
        As of {asOf}, from {counted(rows, "row")}
        {skipped > 0 ? ` (${wholeNumber(skipped)} skipped)` : ""}. Amounts in {currency}.
      </p>
      {said("result").map((text) => (
        <p key={text} className={styles.result}>
          {text}.
        </p>
      ))}
      {said("trust").map((text) => (
        <p key={text} className={styles.note}>
          {text}.
        </p>
      ))}
      <Cautions sentences={said("caution")} show={show} />
      <Headlines answer={answer} show={show} />
      <Lines answer={answer} />
      <Scenarios answer={answer} />
      <Sentences title="What to order for the best mix" sentences={said("ask")} />
      <Sentences title="What to ask the vendor for, each counted alone" sentences={said("concession")} />
      <Sentences title="Act on" sentences={said("action")} />
      <Sentences title="What changed since the last run" sentences={said("change")} />
      <TokenCard plan={answer.tokens} currency={currency} />
      <ChargeCard users={answer.charged} explain={explain} />
      <Sentences title="Next dates" sentences={said("date")} />
      <SaveDates ics={answer.ics} />
      <SheetLinks answer={answer} show={show} />
    </section>
  );
}

function Cautions({ sentences, show }: { readonly sentences: readonly string[]; readonly show: Show }) {
  if (sentences.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {sentences.map((text) => `${text}. `).join("")}
        <SheetLink target={{ sheet: "issues", row: 1, column: 0 }} show={show}>
          See Data issues
        </SheetLink>
      </MessageBarBody>
    </MessageBar>
  );
}

function Headlines({ answer: { statements, sources }, show }: ShownProps) {
  const styles = useAnswerStyles();
  const headlines = headlinesAmong(statements);
  if (headlines.length === 0) return null;
  return (
    <table className={styles.table} aria-label="Headlines">
      <tbody>
        {headlines.map((one) => (
          <tr key={one.id} title={one.note}>
            <th scope="row" className={styles.cell}>
              <SheetLink target={sources[one.id].to} show={show}>
                {one.text}
              </SheetLink>
            </th>
            <td className={styles.figure}>{figureText(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What becomes of each contract line; its status appears under the pointer. */
function Lines({ answer: { lines } }: Pick<AnswerProps, "answer">) {
  const styles = useAnswerStyles();
  if (lines.length === 0) return null;
  const names = lineNames(lines);
  return (
    <>
      <h2 className={styles.heading}>Contract lines</h2>
      <table className={styles.table} aria-label="Contract lines">
        <thead>
          <tr>
            {["Line", "Have", "Renew", "Add", "Saves a year", "Tell by"].map((header) => (
              <th key={header} scope="col" className={styles.cell}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, n) => (
            <tr key={n} title={line.status}>
              <th scope="row" className={styles.cell}>
                {names[n]}
              </th>
              {[line.have, line.renew, line.add].map((n, i) => (
                <td key={i} className={styles.figure}>
                  {hasSeats(line) ? numberOrUnknown(n) : ""}
                </td>
              ))}
              <td className={styles.figure}>{numberOrUnknown(line.money)}</td>
              <td className={styles.figure}>{tellByText(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const numberOrUnknown = (n: number | null): string => (n === null ? "unknown" : wholeNumber(n));

function Scenarios({ answer: { scenarios } }: Pick<AnswerProps, "answer">) {
  const styles = useAnswerStyles();
  if (scenarios.length === 0) return null;
  return (
    <>
      <h2 className={styles.heading}>Scenarios, first year</h2>
      <table className={styles.table} aria-label="Scenarios">
        <tbody>
          {scenarios.map(({ name, firstYear, partial }) => (
            <tr key={name}>
              <th scope="row" className={styles.cell}>
                {name}
                {partial && " *"}
              </th>
              <td className={styles.figure}>{firstYear === null ? "unknown" : wholeNumber(firstYear)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {scenarios.some(({ partial }) => partial) && (
        <p className={styles.note}>* The sum is incomplete; the Scenarios sheet says what is missing.</p>
      )}
    </>
  );
}

/** The dates as a file that calendar programs import. */
function SaveDates({ ics }: Pick<PaneAnswer, "ics">) {
  const url = `data:text/calendar;charset=utf-8,${encodeURIComponent(ics)}`;
  return (
    <Link href={url} download="seatwise.ics">
      Get the dates to come for your calendar
    </Link>
  );
}

function SheetLinks({ answer: { sheets }, show }: ShownProps) {
  const styles = useAnswerStyles();
  if (!show) return null;
  return (
    <>
      <h2 className={styles.heading}>Sheets</h2>
      <div className={styles.links}>
        {sheets.map(({ key, name }) => (
          <Button key={key} size="small" onClick={() => show({ sheet: key, row: 1, column: 0 })}>
            {name}
          </Button>
        ))}
      </div>
    </>
  );
}

function SheetLink({
  target,
  show,
  children,
}: {
  readonly target: CellTarget;
  readonly show: Show;
  readonly children: string;
}) {
  if (!show) return <>{children}</>;
  return (
    <Link as="button" inline onClick={() => show(target)}>
      {children}
    </Link>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  const styles = useAnswerStyles();
  if (sentences.length === 0) return null;
  return (
    <>
      <h2 className={styles.heading}>{title}</h2>
      <ul className={styles.list}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
