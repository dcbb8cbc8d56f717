import { useState } from 'preact/hooks';
import type { AdminOverview } from '../../api/admin-view.ts';
import { say } from '../say.ts';
import { adminApi } from '../state/admin.ts';

interface AdminBlocksProps {
  readonly blocks: AdminOverview['blocks'];
  /** Does something, then shows how things stand after it. */
  readonly act: (work: () => Promise<unknown>) => Promise<void>;
}

/** Who may not ask for pictures anywhere, and how to change that. */
export function AdminBlocks({ blocks, act }: AdminBlocksProps) {
  const [userId, setUserId] = useState('');
  const [reason, setReason] = useState('');
  return (
    <section class="admin-section">
      <h3>{say('admin.blocked')}</h3>
      <ul>
        {blocks.length === 0 && <li>{say('admin.nobody')}</li>}
        {blocks.map((block) => (
          <li key={block.userId}>
            <span>{block.text}</span>
            <button
              type="button"
              class="quiet-button"
              aria-label={say('admin.unblock-person', { person: block.userId })}
              onClick={() => void act(() => adminApi.unblock(block.userId))}
            >
              {say('admin.unblock')}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="admin-form"
        onSubmit={(event) => {
          event.preventDefault();
          void act(async () => {
            await adminApi.block(userId.trim(), reason);
            setUserId('');
            setReason('');
          });
        }}
      >
        <label>
          {say('admin.person')}
          <input
            name="block-person"
            required
            pattern="\s*[a-z]+:[A-Za-z0-9_\-]+\s*"
            placeholder="telegram:42"
            value={userId}
            onInput={({ currentTarget }) => setUserId(currentTarget.value)}
          />
        </label>
        <label>
          {say('admin.block-reason')}
          <input
            name="block-reason"
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
    </section>
  );
}
