import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Tab,
  TabList,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { AnswerView } from "./answer";
import { BlankTables } from "./blanks";
import type { Job } from "./job";
import type { SavedFile } from "./pane-host";
import type { Section } from "./pane-state";
import { PortableSection } from "./portable";
import { SeenSheets } from "./seen";

const usePaneStyles = makeStyles({
  pane: {
    boxSizing: "border-box",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    maxWidth: "44rem",
    minHeight: "100vh",
    padding: tokens.spacingHorizontalL,
  },
  work: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  row: { alignItems: "end", display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  before: { color: tokens.colorNeutralForeground2, margin: 0 },
  foot: { color: tokens.colorNeutralForeground2, marginTop: "auto" },
});

interface PaneProps {
  readonly job: Job;
  /** The top of the pane: the choice of files, where there is no workbook. */
  readonly children?: ReactNode;
}

/** The pane: its three sections, the current work, and the result. */
export function Pane({ job, children }: PaneProps) {
  const styles = usePaneStyles();
  const { section, doing, notice, saved, remark } = useSyncExternalStore(job.watch, job.current);
  return (
    <main className={styles.pane}>
      {children}
      {remark && <p className={styles.before}>{remark}</p>}
      <TabList
        selectedValue={section}
        onTabSelect={(_, { value }) => job.turnTo(value as Section)}
        disabled={doing !== null}
      >
        <Tab value="analyse">Analyse</Tab>
        <Tab value="templates">Templates</Tab>
        <Tab value="portable">Portable</Tab>
      </TabList>
      {section === "analyse" && <Analyse job={job} />}
      {section === "templates" && <BlankTables job={job} />}
      {section === "portable" && <PortableSection job={job} />}
      <div className={styles.work} aria-live="polite">
        {doing && (
          <>
            <Field validationMessage={doing.what} validationState="none">
              <ProgressBar {...(doing.share === undefined ? {} : { value: doing.share })} />
            </Field>
            {doing.cancellable && <Button onClick={() => job.cancel()}>Cancel</Button>}
          </>
        )}
        {notice && (
          <MessageBar intent={notice.good ? "success" : "error"} layout="multiline">
            <MessageBarBody>{notice.text}</MessageBarBody>
          </MessageBar>
        )}
        {saved && !doing && <SaveLink file={saved} />}
      </div>
      <footer className={styles.foot}>
        <a href="help/index.html" target="_blank" rel="noreferrer">
          Functions and help
        </a>
      </footer>
    </main>
  );
}

function SaveLink({ file: { name, content } }: { readonly file: SavedFile }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(content);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return (
    <Button as="a" appearance="primary" href={url} download={name}>
      Save {name}
    </Button>
  );
}

function Analyse({ job }: { readonly job: Job }) {
  const styles = usePaneStyles();
  const { doing, answer, asOf, seen, saidBefore } = useSyncExternalStore(job.watch, job.current);
  const recognised = seen.some(({ kind }) => kind !== undefined);
  return (
    <>
      <SeenSheets job={job} />
      {saidBefore.map((text) => (
        <p key={text} className={styles.before}>
          {text}
        </p>
      ))}
      <div className={styles.row}>
        <Field label="As of" hint="Empty: the last day of use">
          <Input
            type="date"
            value={asOf}
            disabled={doing !== null}
            onChange={(_, { value }) => job.stateAsOf(value)}
          />
        </Field>
        <Button
          appearance="primary"
          disabled={doing !== null || !recognised}
          onClick={() => void job.analyse()}
        >
          Analyse
        </Button>
      </div>
      {answer && (
        <AnswerView
          answer={answer}
          explain={(user) => job.charges(user)}
          show={job.leads ? (target) => void job.lead(target) : undefined}
        />
      )}
    </>
  );
}
