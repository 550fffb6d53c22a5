import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { changeWebhook, deleteWebhook, rotateWebhookSecret, testWebhook, type Webhook } from '../api/lms.ts';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { FormProblem } from '../forms/form-problem.tsx';
import { dateWords } from '../report/when.ts';
import { typeWords } from './delivery-words.ts';
import classes from './lms.module.css';
import { EditWebhookDialog } from './webhook-dialog.tsx';

/** One endpoint: where it is, how it does, and what can be done with it. */
export function WebhookItem({
  courseId,
  webhook,
  onSecret,
}: {
  courseId: string;
  webhook: Webhook;
  onSecret: (secret: { url: string; text: string }) => void;
}) {
  const [isEditing, setIsEditing] = useState(false);
  const { toggle, rotate, test, remove } = useDeeds(courseId, webhook, onSecret);
  const { url, description, isEnabled } = webhook;
  const error = toggle.error ?? rotate.error ?? test.error ?? remove.error;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <strong className={classes.address}>{url}</strong>
        <State webhook={webhook} />
      </div>
      {description !== '' && <p>{description}</p>}
      <p className={classes.more}>{webhook.events.map(typeWords).join(' · ')}</p>
      <Notices webhook={webhook} />
      <div className={classes.deeds}>
        <Button variant="default" size="compact-sm" onClick={() => setIsEditing(true)}>
          Change
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          disabled={!isEnabled}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send a test
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          loading={toggle.isPending}
          onClick={() => toggle.mutate()}
        >
          {isEnabled ? 'Disable' : 'Enable'}
        </Button>
        <ConfirmButton
          words="New secret"
          label={`New secret for ${url}`}
          question="The former one signs for 24 hours more."
          size="compact-sm"
          isPending={rotate.isPending}
          onConfirm={() => rotate.mutate()}
        />
        <ConfirmButton
          words="Delete"
          label={`Delete ${url}`}
          question="With the list of what it was sent?"
          size="compact-sm"
          isPending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
        <Link to={`/courses/${courseId}/integrations/deliveries?webhook=${webhook.id}`}>Deliveries</Link>
      </div>
      <FormProblem error={error} />
      {isEditing && (
        <EditWebhookDialog courseId={courseId} webhook={webhook} onClose={() => setIsEditing(false)} />
      )}
    </li>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const state = webhook.isEnabled ? (webhook.failingSince === null ? 'well' : 'failing') : 'disabled';
  const words = { well: 'Enabled', failing: 'Failing', disabled: 'Disabled' };
  return (
    <span className={classes.state} data-state={state}>
      {words[state]}
    </span>
  );
}

function Notices({ webhook }: { webhook: Webhook }) {
  const { disabledBy, disabledReason, disabledAt, failingSince } = webhook;
  const { restsUntil, formerSecretUntil, isEnabled } = webhook;
  const words = (moment: string) => dateWords(new Date(moment));
  return (
    <>
      {!isEnabled && (
        <p className={classes.notice}>
          {disabledAt !== null && `Nothing has been sent since ${words(disabledAt)}. `}
          {disabledReason}
          {disabledBy === 'service' &&
            ' What has happened since is kept: enable it, then send failed ones again under Deliveries.'}
        </p>
      )}
      {isEnabled && failingSince !== null && (
        <p className={classes.notice}>Nothing has arrived since {words(failingSince)}.</p>
      )}
      {isEnabled && restsUntil !== null && (
        <p className={classes.more}>It has asked for patience: nothing is sent before {words(restsUntil)}.</p>
      )}
      {formerSecretUntil !== null && (
        <p className={classes.more}>The former secret signs, too, until {words(formerSecretUntil)}.</p>
      )}
    </>
  );
}

function useDeeds(
  courseId: string,
  { id, url, isEnabled }: Webhook,
  onSecret: (secret: { url: string; text: string }) => void,
) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['webhooks', courseId] });
  const toggle = useMutation({
    mutationFn: () => changeWebhook(courseId, id, { isEnabled: !isEnabled }),
    onSuccess: refresh,
  });
  const rotate = useMutation({
    mutationFn: () => rotateWebhookSecret(courseId, id),
    onSuccess: async ({ secret }) => {
      onSecret({ url, text: secret });
      await refresh();
    },
  });
  const test = useMutation({
    mutationFn: () => testWebhook(courseId, id),
    onSuccess: (delivery) => navigate(`/courses/${courseId}/integrations/deliveries/${delivery.id}`),
  });
  const remove = useMutation({ mutationFn: () => deleteWebhook(courseId, id), onSuccess: refresh });
  return { toggle, rotate, test, remove };
}
