import type { StandInReply } from '../shared/misbehaviour.ts';
import type { StandInTaskState } from '../shared/tasks.ts';
import type { GccaiStandInOptions } from './gccai-request.ts';

/** The tasks of a batch look, in the wrapping that was chosen. */
export function gccaiBatchBody(tasks: readonly { id: string }[], options: GccaiStandInOptions): unknown {
  switch (options.batchShape ?? 'list') {
    case 'list':
      return { code: 200, data: tasks };
    case 'tasks':
      return { code: 200, data: { tasks } };
    case 'results':
      return { code: 200, data: { results: tasks } };
    case 'items':
      return { code: 200, data: { items: tasks, total: tasks.length } };
    case 'list-field':
      return { code: 200, data: { list: tasks } };
    case 'by-id':
      return { code: 200, data: Object.fromEntries(tasks.map((task) => [task.id, task])) };
    case 'top-level':
      return tasks.map(({ id, ...rest }) => ({ task_id: id, ...rest }));
  }
}

/** A state in the words that were chosen. */
export function gccaiWord(state: StandInTaskState, options: GccaiStandInOptions): string {
  const words = {
    documented: {
      queued: 'submitted',
      running: 'in_progress',
      succeeded: 'completed',
      failed: 'failed',
      canceled: 'failed',
    },
    twin: {
      queued: 'pending',
      running: 'processing',
      succeeded: 'completed',
      failed: 'failed',
      canceled: 'cancelled',
    },
    'new-api': {
      queued: 'QUEUED',
      running: 'IN_PROGRESS',
      succeeded: 'SUCCESS',
      failed: 'FAILURE',
      canceled: 'FAILURE',
    },
  };
  return words[options.words ?? 'documented'][state];
}

/** An error in the envelope that was chosen. */
export function gccaiError(
  error: { code: number; message: string; type: string },
  options: GccaiStandInOptions,
): StandInReply {
  const { code, message, type } = error;
  const status = options.errorsOn === 'ok' ? 200 : code;
  switch (options.errorShape ?? 'error-object') {
    case 'error-object':
      return { status, body: { error: { code, message, type } } };
    case 'flat':
      return { status, body: { code, message } };
    case 'success-false':
      return { status, body: { success: false, message } };
    case 'new-api':
      return { status, body: { code: type, message, data: null } };
  }
}
