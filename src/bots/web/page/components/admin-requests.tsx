import { useState } from 'preact/hooks';
import type { AdminOverview } from '../../api/admin-view.ts';
import { say } from '../say.ts';
import { adminApi } from '../state/admin.ts';

interface AdminRequestsProps {
  readonly overview: AdminOverview;
  /** Does something, then shows how things stand after it. */
  readonly act: (work: () => Promise<unknown>) => Promise<void>;
}

/** Whether requests are taken, and the buttons that change it. */
export function AdminRequests({ overview, act }: AdminRequestsProps) {
  const [reason, setReason] = useState('');
  return (
    <section class="admin-section">
      <h3>{say('admin.requests')}</h3>
      <p>{overview.state}</p>
      {overview.isPaused ? (
        <button type="button" class="primary-button" onClick={() => void act(adminApi.resume)}>
          {say('admin.resume')}
        </button>
      ) : (
        <form
          class="admin-form"
          onSubmit={(event) => {
            event.preventDefault();
            void act(() => adminApi.pause('pause', reason));
          }}
        >
          <label>
            {say('admin.pause-reason')}
            <input
              name="pause-reason"
              maxLength={300}
              value={reason}
              onInput={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </label>
          <button type="submit" class="quiet-button">
            {say('admin.pause')}
          </button>
          <button
            type="button"
            class="quiet-button"
            title={say('admin.drain-hint')}
            onClick={() => void act(() => adminApi.pause('drain', reason))}
          >
            {say('admin.drain')}
          </button>
        </form>
      )}
    </section>
  );
}
