import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AdminOverview } from '../../api/admin-view.ts';
import { sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { adminApi, isAdminOpen } from '../state/admin.ts';
import { useStore } from '../state/store.ts';
import { AdminBlocks } from './admin-blocks.tsx';
import { AdminRequests } from './admin-requests.tsx';
import { AdminWarnings } from './admin-warnings.tsx';
import { Icon } from './icon.tsx';

/** What those who run this Limner look at and decide, over the conversation. Escape closes it. */
export function AdminDialog() {
  return useStore(isAdminOpen) ? <Opened /> : null;
}

function Opened() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [overview, setOverview] = useState<AdminOverview>();
  const [problem, setProblem] = useState<string>();
  useLayoutEffect(() => dialog.current?.showModal(), []);

  /** Does something, then shows how things stand after it. */
  async function act(work?: () => Promise<unknown>): Promise<void> {
    try {
      await work?.();
      setOverview(await adminApi.overview());
      setProblem(undefined);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }
  useEffect(() => void act(), []);

  return (
    <dialog
      class="admin-dialog"
      ref={dialog}
      aria-labelledby="admin-title"
      onClose={() => isAdminOpen.set(false)}
    >
      <header class="admin-bar">
        <h2 id="admin-title">{say('admin.title')}</h2>
        <button
          type="button"
          class="round-button"
          aria-label={say('action.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <p class="problem" role="alert">
        {problem}
      </p>
      {overview ? (
        <div class="admin-sections">
          <AdminRequests overview={overview} act={act} />
          <Lines title={say('admin.gateways')} lines={overview.gateways} />
          <Lines title={say('admin.today')} lines={overview.today} />
          <Lines title={say('admin.month')} lines={overview.month}>
            <a class="quiet-button" href="/api/admin/ledger.csv" download>
              {say('admin.ledger')}
            </a>
          </Lines>
          <AdminBlocks blocks={overview.blocks} act={act} />
          <AdminWarnings warnings={overview.warnings} act={act} />
        </div>
      ) : (
        problem === undefined && <p class="admin-wait">{say('admin.loading')}</p>
      )}
    </dialog>
  );
}

interface LinesProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly children?: preact.ComponentChildren;
}

/** An empty line sets off a part of its own. */
function Lines({ title, lines, children }: LinesProps) {
  const items = lines.length === 0 ? [say('admin.nothing')] : lines.filter((line) => line !== '');
  return (
    <section class="admin-section">
      <h3>{title}</h3>
      <ul>
        {items.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      {children}
    </section>
  );
}
