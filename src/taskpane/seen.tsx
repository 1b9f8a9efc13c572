import { Badge, Button, makeStyles, tokens } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";
import { counted } from "../engine/wording";
import type { Job } from "./job";

const useSeenStyles = makeStyles({
  head: { alignItems: "center", display: "flex", justifyContent: "space-between" },
  heading: { fontSize: tokens.fontSizeBase400, margin: 0 },
  list: { listStyleType: "none", margin: 0, padding: 0 },
  sheet: {
    alignItems: "baseline",
    display: "flex",
    gap: tokens.spacingHorizontalS,
    justifyContent: "space-between",
    paddingBlock: tokens.spacingVerticalXXS,
  },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  rows: { color: tokens.colorNeutralForeground2 },
  gaps: { color: tokens.colorNeutralForeground2, margin: 0, paddingInlineStart: "1.2rem" },
});

/** The recognised sheets, and the missing data. */
export function SeenSheets({ job }: { readonly job: Job }) {
  const styles = useSeenStyles();
  const { seen, missing, doing } = useSyncExternalStore(job.watch, job.current);
  const known = seen.filter(({ kind }) => kind !== undefined);
  const unknown = seen.filter(({ kind }) => kind === undefined);
  return (
    <section aria-label="Recognised">
      <div className={styles.head}>
        <h2 className={styles.heading}>Recognised</h2>
        <Button size="small" disabled={doing !== null} onClick={() => void job.look()}>
          Look again
        </Button>
      </div>
      <ul className={styles.list}>
        {known.map(({ file, sheet, kind }) => (
          <li key={`${file}\n${sheet.name}\n${kind ?? ""}`} className={styles.sheet}>
            <span className={styles.name}>{sheet.name}</span>
            <span>
              {sheet.announcedRows !== undefined && (
                <span className={styles.rows}>{counted(sheet.announcedRows, "row")} </span>
              )}
              <Badge appearance="tint">{kind}</Badge>
            </span>
          </li>
        ))}
        {unknown.map(({ file, sheet, reason }) => (
          <li key={`${file}\n${sheet.name}\n${reason ?? ""}`} className={styles.sheet} title={reason}>
            <span className={styles.name}>{sheet.name}</span>
            <Badge appearance="outline" color="informative">
              not a known table
            </Badge>
          </li>
        ))}
      </ul>
      {seen.length > 0 && known.length === 0 && (
        <p>No sheet has a known table. Paste an export into a sheet, or add blank tables under Templates.</p>
      )}
      {missing.length > 0 && seen.length > 0 && (
        <details>
          <summary>
            {counted(missing.length, "item")} {missing.length === 1 ? "is" : "are"} missing
          </summary>
          <ul className={styles.gaps}>
            {missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
