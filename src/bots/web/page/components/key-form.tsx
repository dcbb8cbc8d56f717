import { useState } from 'preact/hooks';
import type { KeysView } from '../../api/keys-view.ts';
import { say } from '../say.ts';

interface KeyFormProps {
  readonly gateways: KeysView['gateways'];
  readonly onKeep: (gateway: string, key: string) => void;
}

/** A gateway and a key. What was typed is gone from the page as soon as it was sent. */
export function KeyForm({ gateways, onKeep }: KeyFormProps) {
  const [gateway, setGateway] = useState(gateways[0]?.id ?? '');
  const [key, setKey] = useState('');
  return (
    <form
      class="admin-form"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        setKey('');
        onKeep(gateway, key);
      }}
    >
      <p>{say('own-key.about')}</p>
      <label>
        {say('own-key.gateway')}
        <select value={gateway} onChange={({ currentTarget }) => setGateway(currentTarget.value)}>
          {gateways.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('own-key.key')}
        <input
          type="password"
          autocomplete="off"
          required
          maxLength={512}
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary-button" disabled={key.trim() === ''}>
        {say('own-key.save')}
      </button>
    </form>
  );
}
