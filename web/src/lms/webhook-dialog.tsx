import { Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeWebhook, createWebhook, type EventType, type NewWebhook, type Webhook } from '../api/lms.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { fieldError } from '../forms/field-errors.ts';
import { eventWords } from './delivery-words.ts';
import classes from './lms.module.css';

type OnSecret = (secret: { url: string; text: string }) => void;

export function NewWebhookDialog({
  courseId,
  onSecret,
  onClose,
}: {
  courseId: string;
  onSecret: OnSecret;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (fields: NewWebhook) => createWebhook(courseId, fields),
    onSuccess: async ({ url, secret }) => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks', courseId] });
      onSecret({ url, text: secret });
      onClose();
    },
  });
  return <WebhookForm title="New endpoint" words="Make the endpoint" storing={create} onClose={onClose} />;
}

export function EditWebhookDialog({
  courseId,
  webhook,
  onClose,
}: {
  courseId: string;
  webhook: Webhook;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (fields: NewWebhook) => changeWebhook(courseId, webhook.id, fields),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks', courseId] });
      onClose();
    },
  });
  return (
    <WebhookForm
      title="Change the endpoint"
      webhook={webhook}
      words="Save"
      storing={change}
      onClose={onClose}
    />
  );
}

const shownFields = ['url', 'description', 'events'];

function WebhookForm({
  title,
  webhook,
  words,
  storing,
  onClose,
}: {
  title: string;
  webhook?: Webhook;
  words: string;
  storing: { error: unknown; isPending: boolean; mutate: (fields: NewWebhook) => void };
  onClose: () => void;
}) {
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [events, setEvents] = useState<readonly EventType[]>(webhook?.events ?? ['grade.changed']);
  const { error } = storing;
  return (
    <DialogForm
      title={title}
      saveWords={words}
      mutation={storing}
      shownFields={shownFields}
      onSave={() => storing.mutate({ url, description, events: [...events] })}
      onClose={onClose}
    >
      <TextInput
        label="Address"
        description="Where the requests go. It has to be in the public internet, and begin with https://."
        type="url"
        required
        maxLength={2000}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={fieldError(error, 'url')}
      />
      <TextInput
        label="What it is for"
        maxLength={200}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        error={fieldError(error, 'description')}
      />
      <fieldset className={classes.choices}>
        <legend>What it is told of</legend>
        {(Object.keys(eventWords) as EventType[]).map((type) => (
          <Checkbox
            key={type}
            label={eventWords[type].words}
            description={eventWords[type].more}
            checked={events.includes(type)}
            onChange={({ currentTarget: { checked } }) =>
              setEvents(checked ? [...events, type] : events.filter((each) => each !== type))
            }
          />
        ))}
        {fieldError(error, 'events') && (
          <span role="alert" className={classes.notice}>
            Choose at least one.
          </span>
        )}
      </fieldset>
    </DialogForm>
  );
}
