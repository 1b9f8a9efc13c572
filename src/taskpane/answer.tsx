import { Button, Link, makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { finePercent, wholeNumber } from "../engine/wording";
import type { CellTarget, SpecCell } from "../workbook/spec";
import type { Answer } from "./job";

const useStyles = makeStyles({
  heading: { fontSize: tokens.fontSizeBase400, marginBlock: tokens.spacingVerticalS },
  note: { color: tokens.colorNeutralForeground2, margin: 0 },
  table: { borderCollapse: "collapse", width: "100%" },
  cell: { fontWeight: "normal", paddingBlock: tokens.spacingVerticalXXS, textAlign: "start" },
  figure: { fontVariantNumeric: "tabular-nums", textAlign: "end", whiteSpace: "nowrap" },
  list: { display: "grid", gap: tokens.spacingVerticalXS, margin: 0, paddingInlineStart: "1.2rem" },
  links: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

const inWords = ({ value, format }: SpecCell): string => {
  if (typeof value !== "number") return "unknown";
  return format === "fine percent" ? finePercent(value) : wholeNumber(value);
};

/** Leads to a cell of one of our sheets; undefined where no sheet can be seen. */
type Show = ((target: CellTarget) => void) | undefined;

/** The headline numbers, what to ask for and to do, and the way to the sheets. */
export function AnswerView({ answer, show }: { readonly answer: Answer; readonly show: Show }) {
  const styles = useStyles();
  const { asOf, currency, rows, skipped, errors } = answer;
  return (
    <section aria-label="Answer">
      <h2 className={styles.heading}>Answer</h2>
      <p className={styles.note}>
        As of {asOf}, from {wholeNumber(rows)} rows{skipped > 0 ? ` (${wholeNumber(skipped)} skipped)` : ""}.
        Amounts in {currency}.
      </p>
      {answer.evidence.map((statement) => (
        <p key={statement} className={styles.note}>
          {statement}.
        </p>
      ))}
      {errors > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {errors === 1 ? "1 thing" : `${wholeNumber(errors)} things`} could not be used or{" "}
            {errors === 1 ? "is" : "are"} not known.{" "}
            <To target={{ sheet: "issues", row: 1, column: 0 }} show={show}>
              See Data issues
            </To>{" "}
            before you rely on these numbers.
          </MessageBarBody>
        </MessageBar>
      )}
      {answer.headlines.length > 0 && (
        <table className={styles.table} aria-label="Headlines">
          <tbody>
            {answer.headlines.map(({ what, figure, note, to }) => (
              <tr key={what} title={note}>
                <th scope="row" className={styles.cell}>
                  <To target={to} show={show}>
                    {what}
                  </To>
                </th>
                <td className={styles.figure}>{inWords(figure)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.scenarios.length > 1 && (
        <>
          <h2 className={styles.heading}>Scenarios, first year</h2>
          <table className={styles.table} aria-label="Scenarios">
            <tbody>
              {answer.scenarios.map(({ name, firstYear, partial }) => (
                <tr key={name}>
                  <th scope="row" className={styles.cell}>
                    {name}
                    {partial && " *"}
                  </th>
                  <td className={styles.figure}>{wholeNumber(firstYear)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {answer.scenarios.some(({ partial }) => partial) && (
            <p className={styles.note}>
              * not everything is in the sum; the Scenarios sheet says what is not.
            </p>
          )}
        </>
      )}
      <Sentences title="What to order" sentences={answer.asks} />
      <Sentences title="Act on" sentences={answer.actions} />
      {show && (
        <>
          <h2 className={styles.heading}>Sheets</h2>
          <div className={styles.links}>
            {answer.sheets.map(({ key, name }) => (
              <Button key={key} size="small" onClick={() => show({ sheet: key, row: 1, column: 0 })}>
                {name}
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function To({
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
  const styles = useStyles();
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
