import type { Settings } from '../../core/ports/settings.ts';

/** Whether somebody's avatar may become a reference: one's own always, another's unless its owner settled otherwise. */
export async function mayUseAvatar(
  settings: Pick<Settings, 'personal'>,
  { askerId, ownerId }: { readonly askerId: string; readonly ownerId: string },
): Promise<boolean> {
  if (askerId === ownerId) return true;
  return (await settings.personal(ownerId)).avatar !== false;
}
