import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeLtiPlatform, createLtiPlatform, type LtiPlatform, type NewLtiPlatform } from '../api/lti.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { fieldError } from '../forms/field-errors.ts';
import classes from './lms.module.css';
import { platformFieldsOf } from './platform-fields.ts';

export function NewPlatformDialog({ onClose }: { onClose: () => void }) {
  const create = useStoring(createLtiPlatform, onClose);
  return <PlatformForm title="Register a platform" words="Register" storing={create} onClose={onClose} />;
}

export function EditPlatformDialog({ platform, onClose }: { platform: LtiPlatform; onClose: () => void }) {
  // By its issuer a platform is what it is; that does not change.
  const change = useStoring(
    ({ issuer: _, ...fields }: NewLtiPlatform) => changeLtiPlatform(platform.id, fields),
    onClose,
  );
  return (
    <PlatformForm
      title={`Change ${platform.name}`}
      platform={platform}
      words="Save"
      storing={change}
      onClose={onClose}
    />
  );
}

function useStoring(store: (fields: NewLtiPlatform) => Promise<unknown>, onClose: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: store,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['lti-platforms'] });
      onClose();
    },
  });
}

/** In the order in which platforms tell them. */
const texts = [
  { name: 'name', label: 'Name', more: 'As people here call it.' },
  { name: 'issuer', label: 'Issuer', more: 'Platform ID. As the platform calls itself.' },
  { name: 'clientId', label: 'Client ID', more: 'How the platform calls Interleave.' },
  { name: 'authorizationUrl', label: 'Authorization address', more: 'Authentication request URL.' },
  { name: 'tokenUrl', label: 'Token address', more: 'Access token URL.' },
  { name: 'jwksUrl', label: 'Key set', more: 'Public keyset URL of the platform.' },
] as const;
const seldomNeeded = ['frameOrigins', 'tokenAudience'];
const shownFields = [...texts.map(({ name }) => name), 'deploymentIds', ...seldomNeeded];

function PlatformForm({
  title,
  platform,
  words,
  storing,
  onClose,
}: {
  title: string;
  platform?: LtiPlatform;
  words: string;
  storing: ReturnType<typeof useStoring>;
  onClose: () => void;
}) {
  const { error } = storing;
  return (
    <DialogForm
      title={title}
      saveWords={words}
      mutation={storing}
      shownFields={shownFields}
      onSave={(fields) => storing.mutate(platformFieldsOf(fields))}
      onClose={onClose}
    >
      {texts.map(({ name, label, more }) => (
        <TextInput
          key={name}
          name={name}
          label={label}
          description={more}
          required
          readOnly={name === 'issuer' && platform !== undefined}
          defaultValue={platform?.[name] ?? ''}
          error={fieldError(error, name)}
        />
      ))}
      <Textarea
        name="deploymentIds"
        label="Deployments"
        description="One on a line. Left empty: any place of the platform may send people."
        rows={2}
        defaultValue={platform?.deploymentIds.join('\n') ?? ''}
        error={fieldError(error, 'deploymentIds')}
      />
      <Checkbox
        name="trustsEmail"
        label="Believe the e-mail addresses that it tells"
        description="People who come are then those with the same address here; never administrators. For platforms that have verified them."
        defaultChecked={platform?.trustsEmail ?? false}
      />
      <details
        className={`${classes.disclosed} ${classes.data}`}
        // What is wrong has to be seen.
        open={seldomNeeded.some((name) => fieldError(error, name) !== null) || undefined}
      >
        <summary>Seldom needed</summary>
        <div className={classes.form}>
          <Textarea
            name="frameOrigins"
            label="Other pages that may show Interleave in a frame"
            description="One origin on a line, as in https://school.example.org."
            rows={2}
            defaultValue={platform?.frameOrigins.join('\n') ?? ''}
            error={fieldError(error, 'frameOrigins')}
          />
          <TextInput
            name="tokenAudience"
            label="Audience of our assertions"
            description="Left empty: the token address."
            defaultValue={platform?.tokenAudience ?? ''}
            error={fieldError(error, 'tokenAudience')}
          />
        </div>
      </details>
    </DialogForm>
  );
}
