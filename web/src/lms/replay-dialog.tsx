import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { replayDeliveries, type Webhook } from '../api/lms.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { Dialog } from '../shell/dialog.tsx';
import classes from './lms.module.css';

const dayMs = 86_400_000;

/** As a field for date and time has it: the reader's own time, to the minute. */
const localMinute = (moment: Date): string =>
  new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** All that failed since a moment, once more. */
export function ReplayDialog({
  courseId,
  endpoints,
  onClose,
}: {
  courseId: string;
  endpoints: readonly Webhook[];
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const [since, setSince] = useState(() => localMinute(new Date(Date.now() - dayMs)));
  const [webhook, setWebhook] = useState('');
  const replay = useMutation({
    mutationFn: () =>
      replayDeliveries(courseId, {
        since: new Date(since).toISOString(),
        ...(webhook === '' ? {} : { webhook }),
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['deliveries', courseId] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    replay.mutate();
  };
  return (
    <Dialog title="Send failed ones again" onClose={onClose}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="Of what happened since"
          type="datetime-local"
          required
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
          error={fieldError(replay.error, 'since')}
          w="16rem"
        />
        <NativeSelect
          label="To"
          value={webhook}
          data={[
            { value: '', label: 'everybody' },
            ...endpoints.map(({ id, url }) => ({ value: id, label: url })),
          ]}
          onChange={(event) => setWebhook(event.currentTarget.value)}
          error={fieldError(replay.error, 'webhook')}
        />
        <p className={classes.hint}>
          Receivers can tell by the id what they have already. An endpoint that is disabled is left out.
        </p>
        <FormProblem error={replay.error} shownFields={['since', 'webhook']} />
        {replay.data && (
          <p role="status">
            {replay.data.replayed === 0
              ? 'Nothing has failed since then.'
              : `${replay.data.replayed} ${replay.data.replayed === 1 ? 'is' : 'are'} being sent again.`}
          </p>
        )}
        <div className={classes.buttons}>
          <Button type="submit" loading={replay.isPending}>
            Send again
          </Button>
          <Button variant="default" onClick={onClose}>
            {replay.data ? 'Close' : 'Cancel'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
