{{- define "labels" -}}
app.kubernetes.io/name: neon-tasks
app.kubernetes.io/part-of: neon-tasks
{{- end }}

{{- define "service" -}}
app.kubernetes.io/name: neon-tasks
app.kubernetes.io/component: service
{{- end }}

{{- define "image" -}}
{{ .Values.image.name }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "variables" -}}
{{- range $name, $value := .Values.variables }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- if .Values.migration.enabled }}
DATABASE_MIGRATE_AT_START: "false"
{{- end }}
{{- end }}

{{- define "configMap" -}}
neon-tasks-{{ include "variables" . | sha256sum | trunc 10 }}
{{- end }}

{{- /* What the service and its migration have in common. */}}
{{- define "pod" -}}
serviceAccountName: neon-tasks
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "container" -}}
image: {{ include "image" . }}
envFrom:
  - configMapRef:
      name: {{ include "configMap" . }}
volumeMounts:
  - name: secrets
    mountPath: /var/run/secrets/neon-tasks
    readOnly: true
  - name: tmp
    mountPath: /tmp
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop:
      - ALL
{{- end }}
