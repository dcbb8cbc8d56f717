import { useState } from 'preact/hooks';
import type { AdminOverview, ReportView } from '../../api/admin-view.ts';
import { pageLocale, say } from '../say.ts';
import { adminApi } from '../state/admin.ts';

interface AdminWarningsProps {
  readonly warnings: AdminOverview['warnings'];
  /** Does something, then shows how things stand after it. */
  readonly act: (work: () => Promise<unknown>) => Promise<void>;
}

/** What admins were told lately; under a report stands what can be done about it. */
export function AdminWarnings({ warnings, act }: AdminWarningsProps) {
  return (
    <section class="admin-section">
      <h3>{say('admin.warnings')}</h3>
      <ul>
        {warnings.length === 0 && <li>{say('admin.nothing')}</li>}
        {warnings.map(({ at, text, report }) => (
          <li key={`${at} ${text}`}>
            <span>{`${whenOf(at)}: ${text}`}</span>
            {report && <ReportActions report={report} act={act} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReportActions({ report, act }: { report: ReportView; act: AdminWarningsProps['act'] }) {
  const [said, setSaid] = useState('');
  const [isBlocking, setBlocking] = useState(false);
  const [reason, setReason] = useState('');
  const decide = (decision: 'remove' | 'block' | 'dismiss') =>
    act(async () => {
      setSaid((await adminApi.decide(report, decision, reason)).text);
      setBlocking(false);
    });
  return (
    <>
      <span class="actions">
        {report.isPosted && (
          <button type="button" class="quiet-button" onClick={() => void decide('remove')}>
            {say('report.do-remove')}
          </button>
        )}
        <button type="button" class="quiet-button" onClick={() => setBlocking(!isBlocking)}>
          {say('report.do-block')}
        </button>
        <button type="button" class="quiet-button" onClick={() => void decide('dismiss')}>
          {say('report.do-dismiss')}
        </button>
      </span>
      {isBlocking && (
        <form
          class="admin-form"
          onSubmit={(event) => {
            event.preventDefault();
            void decide('block');
          }}
        >
          <label>
            {say('admin.block-reason')}
            <input
              name="report-reason"
              required
              maxLength={300}
              value={reason}
              onInput={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </label>
          <button type="submit" class="quiet-button">
            {say('admin.block')}
          </button>
        </form>
      )}
      <span role="status">{said}</span>
    </>
  );
}

function whenOf(at: number): string {
  return new Date(at).toLocaleString(pageLocale.get(), { dateStyle: 'short', timeStyle: 'short' });
}
