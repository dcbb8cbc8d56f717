import { useEffect, useState } from 'preact/hooks';
import type { RegionView } from '../region/region-view.ts';
import { sentenceOf } from './api/client.ts';
import { openRegion, sendRegion } from './api/region-client.ts';
import { Icon } from './components/icon.tsx';
import { LiveRegion } from './components/live-region.tsx';
import { type RegionChoice, RegionEditor } from './components/region-editor.tsx';
import { chatApp } from './region/chat-app.ts';
import { say, sayDuration } from './say.ts';
import { useNow } from './state/use-now.ts';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string }
  | {
      readonly kind: 'painting';
      readonly view: RegionView;
      readonly isBusy: boolean;
      readonly problem?: string;
    }
  | { readonly kind: 'sent' };

/** From this on the page says how long it is good for. */
const soonMs = 5 * 60_000;

/** The painter behind a link from a chat: one picture, one change, no login. */
export function RegionPage() {
  const [state, setState] = useState<State>({ kind: 'loading' });

  useEffect(() => {
    chatApp.begin();
    openRegion().then(
      (view) => setState({ kind: 'painting', view, isBusy: false }),
      (error: unknown) => setState({ kind: 'failed', problem: sentenceOf(error) }),
    );
  }, []);

  async function send({ view }: { view: RegionView }, choice: RegionChoice): Promise<void> {
    setState({ kind: 'painting', view, isBusy: true });
    try {
      await sendRegion(choice);
      setState({ kind: 'sent' });
      chatApp.close();
    } catch (error) {
      setState({ kind: 'painting', view, isBusy: false, problem: sentenceOf(error) });
    }
  }

  switch (state.kind) {
    case 'loading':
      return <main class="region-page" aria-busy="true" />;
    case 'failed':
      return (
        <main class="region-page">
          <div class="region-over" role="alert">
            <Icon name="warning" />
            <p>{state.problem}</p>
          </div>
        </main>
      );
    case 'sent':
      return (
        <main class="region-page">
          <div class="region-over" role="status">
            <Icon name="done" />
            <h1>{say('region.sent-title')}</h1>
            <p>{say('region.sent')}</p>
          </div>
        </main>
      );
    case 'painting':
      return (
        <main class="region-page">
          <header class="region-bar">
            <h1>{say('region.title')}</h1>
            <TimeLeft until={state.view.expiresAt} />
          </header>
          <RegionEditor
            url={state.view.picture.url}
            alt={say('region.title')}
            prompt={state.view.prompt}
            maxPromptLength={state.view.maxPromptLength}
            isBusy={state.isBusy}
            problem={state.problem}
            onSend={(choice) => void send(state, choice)}
          />
          <LiveRegion />
        </main>
      );
  }
}

function TimeLeft({ until }: { until: number }) {
  const left = until - useNow(true);
  if (left > soonMs || left < 0) return null;
  return <p class="footnote">{say('region.time-left', { duration: sayDuration(left) })}</p>;
}
