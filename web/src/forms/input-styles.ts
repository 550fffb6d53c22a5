/** Styles of the inputs, for the pages that have a form: they are not part of the first load. */
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/Checkbox.css';
import './inputs.css';
