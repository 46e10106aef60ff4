# One image for web, worker and beat; what it runs is said in docker-compose.yml.
FROM node:24-bookworm-slim AS front-end
WORKDIR /platform
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DATA_DIR=/data HOME=/tmp PATH=/opt/venv/bin:$PATH
RUN python -m venv /opt/venv && useradd --system --uid 10001 --home-dir /tmp platform \
    && install -d -o platform -g platform -m 700 /data
WORKDIR /platform
COPY requirements.txt ./
RUN pip install --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
COPY --from=front-end /platform/node_modules ./node_modules
COPY . .
# Translations and static files belong to the image; the data folder to the installation.
RUN for po in locale/*/LC_MESSAGES/*.po; do \
        [ ! -e "$po" ] || python -m babel.messages.frontend compile -i "$po" -o "${po%.po}.mo"; \
    done \
    && STATIC_ROOT=/platform/static-files DATA_DIR=/platform/build python manage.py collectstatic --noinput \
    && rm -rf /platform/build
ENV STATIC_ROOT=/platform/static-files
USER platform
EXPOSE 8000
VOLUME /data
CMD ["gunicorn", "mabian.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--no-control-socket"]
