# maintenance
