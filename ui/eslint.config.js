import pluginVue from 'eslint-plugin-vue'
import globals from 'globals'
import tseslint from 'typescript-eslint'

export default tseslint.config(
    { ignores: ['dist', 'node_modules', 'src/bindings', 'tests/shots'] },
    ...tseslint.configs.strict,
    ...pluginVue.configs['flat/recommended'],
    {
        files: ['**/*.vue'],
        languageOptions: { parserOptions: { parser: tseslint.parser } },
    },
    {
        languageOptions: { globals: { ...globals.browser } },
        rules: {
            // The content policy allows no style attributes and nothing that runs text.
            'vue/no-static-inline-styles': ['error', { allowBinding: true }],
            'vue/no-v-html': 'error',
            'no-eval': 'error',
            'no-console': 'error',
            '@typescript-eslint/no-explicit-any': 'error',
            '@typescript-eslint/consistent-type-imports': 'error',
            // prettier decides about the form.
            'vue/max-attributes-per-line': 'off',
            'vue/singleline-html-element-content-newline': 'off',
            'vue/multiline-html-element-content-newline': 'off',
            'vue/html-self-closing': 'off',
            'vue/html-indent': 'off',
            'vue/html-closing-bracket-newline': 'off',
            'vue/require-default-prop': 'off',
            'vue/multi-word-component-names': 'off',
            'no-restricted-imports': [
                'error',
                {
                    patterns: [
                        {
                            group: ['@tauri-apps/*'],
                            message: 'Only shared/ipc.ts talks to the program.',
                        },
                    ],
                },
            ],
        },
    },
    { files: ['src/shared/ipc.ts'], rules: { 'no-restricted-imports': 'off' } },
    {
        files: ['tests/**', '*.ts', '*.js'],
        languageOptions: { globals: { ...globals.node } },
        rules: {
            'no-console': 'off',
            'vue/one-component-per-file': 'off',
            '@typescript-eslint/no-non-null-assertion': 'off',
        },
    },
)
