#
# Orders service
#
FROM maven:3.9-eclipse-temurin-21 AS build
COPY pom.xml /home/app/
COPY src /home/app/src
RUN mvn -f /home/app/pom.xml -B clean package -DskipTests

FROM eclipse-temurin:21-jre
LABEL maintainer="team@example.com" version="1.0" description="This text \
spans two lines"
LABEL multi='a "b" c' "quoted key"="x y" empty=
ARG JAR_FILE=/home/app/target/*.jar
COPY --from=build ${JAR_FILE} /app.jar
ENV SPRING_PROFILES_ACTIVE=prod \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75.0 -XX:+UseG1GC" \
    DB_URL=jdbc:postgresql://db:5432/orders?user=app
EXPOSE 8080
ENTRYPOINT ["sh", "-c", "java ${JAVA_OPTS} -jar /app.jar ${0} ${@}"]
